// Bit instructions with an index in a register change the word that the bit is in, not the one that the operand names.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@set_bit(
// CHECK: %[[W:.*]] = ashr i64 %{{.*}}, 6
// CHECK: %[[O:.*]] = {{mul|shl}} {{.*}}i64 %[[W]],
// CHECK: %[[P:.*]] = getelementptr i8, ptr %{{.*}}, i64 %[[O]]
// CHECK: call void @__kmend_log_store(ptr %[[P]], i64 8)
// CHECK: asm sideeffect "btsq
void set_bit(long nr, volatile long *addr)
{
	__asm__ volatile("btsq %1,%0" : : "m"(*addr), "Ir"(nr) : "memory");
}

// CHECK-LABEL: define {{.*}}@flip_bit_32(
// CHECK: ashr i64 %{{.*}}, 5
// CHECK: call void @__kmend_log_store(ptr %{{.*}}, i64 4)
// CHECK: asm sideeffect "lock; btcl
_Bool flip_bit_32(int nr, volatile int *addr)
{
	_Bool was;

	__asm__ volatile("lock; btcl %2,%0" : "+m"(*addr), "=@ccc"(was) : "Ir"(nr) : "memory");
	return was;
}

// What only begins like one is none.
// CHECK-LABEL: define {{.*}}@no_bit(
// CHECK-NOT: __kmend_log_store
// CHECK: ret
void no_bit(long nr, volatile long *addr)
{
	__asm__ volatile("btq %1,%0" : : "m"(*addr), "Ir"(nr));
}
