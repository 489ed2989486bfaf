// Functions of the annotation file become wrappers; each access in their code is told to the runtime; callers know nothing of results.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_DOMAINS=%root/akeso/ir.domains %cc -O2 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
// The fault sites are the same under every runtime, given the same file.
// RUN: KMEND_DOMAINS=%root/akeso/ir.domains %cc -O2 -c %s -o %t.none.o
// RUN: KMEND_RECOVERY=akeso KMEND_DOMAINS=%root/akeso/ir.domains %cc -O2 -c %s -o %t.akeso.o
// RUN: llvm-objcopy-19 --dump-section=.kmend.sites=%t.none %t.none.o && llvm-objcopy-19 --dump-section=.kmend.sites=%t.akeso %t.akeso.o
// RUN: test -s %t.none && cmp %t.none %t.akeso
int state;

static int always_nothing(int value)
{
	state = value;
	return 0;
}

// A rollback gives it another result than the only one that its code has.
// CHECK-LABEL: define {{.*}}i32 @caller(
// CHECK: call {{.*}}i32 @always_nothing(
// CHECK: icmp
// CHECK: ret i32
int caller(int value)
{
	return always_nothing(value) ? 1 : 2;
}

// CHECK-LABEL: define internal {{.*}}@allocate.kmend(
void *allocate(int size)
{
	return size ? &state : 0;
}

void deallocate(void *p)
{
	*(int *)p = 0;
}

void undo(int value);
int write_out(int value)
{
	return value ? state : -1;
}

void give_back(void *p)
{
	*(int *)p = 1;
}

int lock(int *l)
{
	return *l = 1;
}

// CHECK-LABEL: define internal {{.*}}@lock.kmend(
// CHECK-NOT: __kmend_akeso
// CHECK: ret i32

// CHECK-LABEL: define internal {{.*}}i32 @always_nothing(
// CHECK: %[[L:.*]] = alloca [13 x i64]
// CHECK: %[[A:.*]] = call i32 @__kmend_akeso_land(ptr %[[L]])
// CHECK: icmp eq i32 %[[A]], 0
// CHECK: %[[B:.*]] = call i32 @__kmend_akeso_begin(i32 0, i32 1, ptr %[[L]])
// CHECK: %[[R:.*]] = call {{.*}}i32 @always_nothing.kmend(
// CHECK: call void @__kmend_akeso_end(i32 %[[B]], ptr null, i64 0, i64 0, i64 0, i64 0)
// CHECK: ret i32 %[[R]]
// CHECK: call i32 @__kmend_akeso_landed(ptr %[[L]], i32 0)
// CHECK: ret i32 -5

// What an inverse is about is the last word: the result here, nothing where there is no inverse or its argument is no pointer.
// CHECK-LABEL: define {{.*}}ptr @allocate(
// CHECK: call i32 @__kmend_akeso_begin(i32 1, i32 0,
// CHECK: %[[P:.*]] = call {{.*}}ptr @allocate.kmend(
// CHECK: %[[N:.*]] = icmp eq ptr %[[P]], null
// CHECK: %[[I:.*]] = select i1 %[[N]], ptr null, ptr @deallocate
// CHECK: %[[W:.*]] = ptrtoint ptr %[[P]] to i64
// CHECK: call void @__kmend_akeso_end(i32 %{{.*}}, ptr %[[I]], i64 %[[W]], i64 0, i64 0, i64 %{{.*}})
// CHECK: ret ptr null

// CHECK-LABEL: define {{.*}}void @deallocate(
// CHECK: call i32 @__kmend_akeso_defer(ptr @deallocate.kmend, i64 %{{.*}}, i64 0, i64 0)
// CHECK: call void @deallocate.kmend(

// CHECK-LABEL: define {{.*}}i32 @write_out(
// CHECK-NOT: __kmend_akeso_land
// CHECK: call i32 @__kmend_akeso_begin(i32 3, i32 0, ptr null)
// CHECK: %[[V:.*]] = call {{.*}}i32 @write_out.kmend(
// CHECK: icmp eq i32 %[[V]], -1
// CHECK: call void @__kmend_akeso_end(i32 %{{.*}}, ptr %{{.*}}, i64 %{{.*}}, i64 7, i64 0, i64 0)

// CHECK-LABEL: define {{.*}}void @give_back(
// CHECK: call void @__kmend_akeso_frees(i32 2, i64 %{{.*}}, i64 0, i64 0)
// CHECK: call void @give_back.kmend(

// CHECK-LABEL: define {{.*}}i32 @lock(
// CHECK: call i32 @__kmend_akeso_whole()
// CHECK: call {{.*}}i32 @lock.kmend(
// CHECK: call void @__kmend_akeso_whole_end(i32 %{{.*}}, i64 %{{.*}}, i32 1)
