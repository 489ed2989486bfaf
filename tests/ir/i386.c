// 32-bit x86: the same sections and table as on x86_64, addresses in 64 bits with zeros on top; the slow path is called
// with its argument on the stack, also with -mregparm. 16-bit code gets nothing.
// RUN: %cc --target=i386-unknown-none-elf -O1 -ffreestanding -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
// RUN: %cc --target=i386-unknown-none-elf -mregparm=3 -O1 -ffreestanding -S %s -o %t.s
// RUN: %check --check-prefix=CODE --input-file=%t.s
// RUN: %cc --target=i386-unknown-none-elf -m16 -O1 -ffreestanding -S %s -o %t.16.s
// RUN: %check --check-prefix=REAL --input-file=%t.16.s

// CHECK: module asm "{{.*}}.pushsection .kmend.sites,\22\22,%progbits"
// CHECK: module asm "\09.long __kmend_watch_[[H:[0-9a-f]+]], 0"
// CHECK: @__kmend_watch_[[H]] = internal global [3 x i8] zeroinitializer, section "kmend_watch", align 1
// CHECK: @__kmend_counts_[[H]] = internal global [24 x i8] zeroinitializer, section "kmend_counts", align 4
// CHECK-LABEL: define {{.*}}@choose(
// CHECK: call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_[[H]])

// CODE-LABEL: choose:
// CODE: cmpb $0, __kmend_watch_[[H:[0-9a-f]+]]
// CODE: pushl $__kmend_watch_[[H]]
// CODE: calll __kmend_block

// REAL-NOT: kmend
void one(void);
int choose(int a)
{
	if (a)
		one();
	return a;
}
