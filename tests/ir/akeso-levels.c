// How much of an access is told, by level. Counted: each block says how many reads and writes it makes, also where nothing is told.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_LOG=counted KMEND_DOMAINS=%root/akeso/levels.domains %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
// Stores: reads are not looked at. Idle: everything is, and no function is a domain.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_LOG=stores KMEND_DOMAINS=%root/akeso/levels.domains %cc -O1 -S -emit-llvm %s -o %t.stores.ll
// RUN: %check --check-prefix=STORES --input-file=%t.stores.ll
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_LOG=idle KMEND_DOMAINS=%root/akeso/levels.domains %cc -O1 -S -emit-llvm %s -o %t.idle.ll
// RUN: %check --check-prefix=IDLE --input-file=%t.idle.ll
// No unit that stands apart is counted, nor is any at the usual level.
// RUN: echo 'apart *levels*' >%t.apart
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_LOG=counted KMEND_DOMAINS=%t.apart %cc -O1 -S -emit-llvm %s -o %t.apart.ll
// RUN: ! grep __kmend_akeso_count %t.apart.ll
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_DOMAINS=%root/akeso/levels.domains %cc -O1 -S -emit-llvm %s -o %t.checked.ll
// RUN: ! grep __kmend_akeso_count %t.checked.ll
// A runtime refuses the levels of another one; without a runtime there is no log.
// RUN: ! KMEND_RECOVERY=akeso KMEND_LOG=cloned %cc -c %s -o %t.o 2>%t.err
// RUN: grep -q "the runtime 'akeso' has no such level as 'cloned'" %t.err
// RUN: ! KMEND_RECOVERY=osiris KMEND_LOG=idle %cc -c %s -o %t.o
// RUN: KMEND_LOG=idle %cc -c %s -o %t.o

// CHECK-LABEL: define {{.*}}@request.kmend(
// CHECK: call preserve_mostcc void @__kmend_akeso_count(i64 2, i64 1, i64 1)
// CHECK: call preserve_mostcc void @__kmend_akeso_read(
// CHECK: call preserve_mostcc void @__kmend_akeso_count(i64 1, i64 2, i64 1)
// CHECK: ret i32
// STORES-LABEL: define {{.*}}@request.kmend(
// STORES-NOT: __kmend_akeso_read
// STORES: call preserve_mostcc void @__kmend_akeso_write(
// STORES: ret i32
// IDLE-LABEL: define {{.*}}@request(
// IDLE: call preserve_mostcc void @__kmend_akeso_read(
// IDLE: call preserve_mostcc void @__kmend_akeso_write(
// IDLE: ret i32
// IDLE-NOT: __kmend_akeso_begin
int request(int *a, int *b, int more)
{
	*a += *b;
	if (more) {
		__atomic_fetch_add(a, 1, __ATOMIC_SEQ_CST);
		*(volatile int *)b = 1;
	}
	return 0;
}

// What is not told is counted apart; a block without accesses says nothing.
// CHECK-LABEL: define {{.*}}@take.kmend(
// CHECK-NOT: __kmend_akeso_write
// CHECK: call preserve_mostcc void @__kmend_akeso_count(i64 0, i64 1, i64 0)
// CHECK-NOT: __kmend_akeso_count
// CHECK: ret void
void nothing(void);
void take(int *lock, int more)
{
	*lock = 1;
	if (more)
		nothing();
}
