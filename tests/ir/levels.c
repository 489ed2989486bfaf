// The three levels of the undo log: a call; a look at the window in place; two versions of each function. The clone for the closed window
// logs nothing where no window can have been opened since it was entered, and looks where one may have been.
// RUN: for o in -O0 -O2; do for m in x86_64 i386; do KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc --target=$m-unknown-none-elf $o -ffreestanding -S -emit-llvm %s -o %t.ll; %check --check-prefix=ALWAYS --input-file=%t.ll; done; done
// RUN: for o in -O0 -O2; do for m in x86_64 i386; do KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=checked %cc --target=$m-unknown-none-elf $o -ffreestanding -S -emit-llvm %s -o %t.ll; %check --check-prefix=CHECKED --input-file=%t.ll; done; done
// RUN: for o in -O0 -O2; do for m in x86_64 i386; do KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=cloned %cc --target=$m-unknown-none-elf $o -ffreestanding -S -emit-llvm %s -o %t.ll; %check --check-prefix=CLONED --input-file=%t.ll; done; done
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=checked %cc --target=x86_64-unknown-none-elf -O2 -ffreestanding -S -emit-llvm %s -o %t.ll
// RUN: %check --check-prefix=GROUP --input-file=%t.ll
// RUN: KMEND_SITES=fail-stop KMEND_VERBOSE=1 KMEND_RECOVERY=osiris KMEND_LOG=checked %cc --target=x86_64-unknown-none-elf -O2 -ffreestanding -c %s -o %t.o 2>%t.checked
// RUN: KMEND_SITES=fail-stop KMEND_VERBOSE=1 KMEND_RECOVERY=osiris KMEND_LOG=cloned %cc --target=x86_64-unknown-none-elf -O2 -ffreestanding -c %s -o %t2.o 2>%t.cloned
// RUN: cmp %t.checked %t.cloned
// RUN: llvm-objcopy-19 --dump-section=.kmend.sites=%t.sites %t.o /dev/null
// RUN: llvm-objcopy-19 --dump-section=.kmend.sites=%t2.sites %t2.o /dev/null
// RUN: cmp %t.sites %t2.sites

struct pair {
	long a, b;
};
int unknown(void);

// ALWAYS-LABEL: define {{.*}}@plain(
// ALWAYS: call void @__kmend_log_store(
// ALWAYS: ret
// CHECKED-LABEL: define {{.*}}@plain(
// CHECKED: icmp ult {{.*}}, ptrtoint (ptr getelementptr (i8, ptr @__kmend_osiris, i64 -8192)
// CHECKED: %[[OPEN:.*]] = load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
// CHECKED: icmp ne i32 %[[OPEN]], 0
// CHECKED: %[[AT:.*]] = load i64, ptr getelementptr (i8, ptr @__kmend_osiris, i64 24)
// CHECKED: getelementptr i8, ptr @__kmend_log_end, i64 %[[AT]]
// CHECKED: %[[OLD:.*]] = load i64, ptr %{{.*}}, align 1
// CHECKED: store i64 %[[OLD]]
// CHECKED: %[[NEXT:.*]] = add i64 %[[AT]], 16
// CHECKED: store i64 %[[NEXT]], ptr getelementptr (i8, ptr @__kmend_osiris, i64 24)
// CHECKED: icmp sge i64 %[[NEXT]], 0
// CHECKED: store i32 1, ptr
// CHECKED: call preserve_mostcc void @__kmend_log_near(
// CHECKED: call preserve_mostcc void @__kmend_log_full()
// CLONED-LABEL: define {{.*}}@plain(
// CLONED: %[[OPEN:.*]] = load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
// CLONED-NOT: @__kmend_osiris, i64 4)
// CLONED: load i64, ptr getelementptr (i8, ptr @__kmend_osiris, i64 24)
// CLONED: musttail call void @plain.closed(
// CLONED: ret void
void plain(int *p)
{
	*p = 1;
}

// All of it is told at the first store: two entries for the pair, one for the word; one look, one check of each base.
// GROUP-LABEL: define {{.*}}@group(
// GROUP-COUNT-2: icmp ult i64 %{{.*}}, ptrtoint (ptr getelementptr (i8, ptr @__kmend_osiris, i64 -8192)
// GROUP: load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
// GROUP-COUNT-3: load i64, ptr %{{.*}}, align 1
// GROUP: add i64 %{{.*}}, 48
// GROUP-NOT: load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
// GROUP: ret void
void group(struct pair *p, int *word, long v)
{
	p->a = v;
	p->b = v + 1;
	*word = 3;
	p->a = v + 2;
}

// A variable is not in the runtime's region: nothing asks.
// GROUP-LABEL: define {{.*}}@variable(
// GROUP-NOT: -8192
// GROUP: load i64, ptr @counter, align 1
// GROUP: ret void
int counter;
void variable(void)
{
	counter++;
}

// CLONED-LABEL: define {{.*}}@after(
// CLONED: musttail call void @after.closed(
void after(int *p)
{
	p[0] = 1;
	unknown();
	p[1] = 2;
}

// Only after a call that nobody knows: the clone would do what the function does.
// CHECKED-LABEL: define {{.*}}@only_after(
// CLONED-LABEL: define {{.*}}@only_after(
// CLONED-NOT: musttail
// CLONED: load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
// CLONED: ret void
void only_after(int *p)
{
	unknown();
	*p = 1;
}

// Exists once: its label is a value.
// CLONED-LABEL: define {{.*}}@labels(
// CLONED-NOT: musttail
// CLONED: load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
void labels(int *p, int n)
{
	static void *const table[2] = { &&one, &&two };

	goto *table[n & 1];
one:
	*p = 1;
	return;
two:
	*p = 2;
}

// A pointer is to the function that makes the choice.
// CLONED-LABEL: define {{.*}}@pointer(
// CLONED: ret ptr @plain
void (*pointer(void))(int *)
{
	return plain;
}

// CLONED-LABEL: define internal {{.*}}@plain.closed(
// CLONED-NOT: @__kmend_osiris, i64 {{4|24}})
// CLONED: icmp ult {{.*}}, ptrtoint (ptr getelementptr (i8, ptr @__kmend_osiris, i64 -8192)
// CLONED-NOT: @__kmend_osiris, i64 {{4|24}})
// CLONED: ret void

// CLONED-LABEL: define internal {{.*}}@after.closed(
// CLONED-NOT: @__kmend_osiris, i64 {{4|24}})
// CLONED: call {{.*}}@unknown()
// CLONED: load i32, ptr getelementptr (i8, ptr @__kmend_osiris, i64 4)
// CLONED: load i64, ptr getelementptr (i8, ptr @__kmend_osiris, i64 24)
