// What is added to a counter and which bits of a word change is told as such; a counter is no value that anybody reads.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@atomics(
// CHECK-NOT: __kmend_akeso_read
// CHECK: call preserve_mostcc void @__kmend_akeso_add(ptr %{{.*}}, i64 4, i64 7)
// CHECK: atomicrmw add
// CHECK: call preserve_mostcc void @__kmend_akeso_add(ptr %{{.*}}, i64 4, i64 -2)
// CHECK: atomicrmw sub
int atomics(int *i)
{
	return __atomic_fetch_add(i, 7, __ATOMIC_SEQ_CST) + __atomic_fetch_sub(i, 2, __ATOMIC_SEQ_CST);
}

// CHECK-LABEL: define {{.*}}@atomic_bits(
// CHECK: call preserve_mostcc void @__kmend_akeso_bits(ptr %{{.*}}, i64 8, i64 64)
// CHECK: atomicrmw or
// CHECK: call preserve_mostcc void @__kmend_akeso_bits(ptr %{{.*}}, i64 8, i64 3)
// CHECK: atomicrmw and
void atomic_bits(unsigned long *l)
{
	__atomic_fetch_or(l, 64, __ATOMIC_SEQ_CST);
	__atomic_fetch_and(l, ~3ul, __ATOMIC_SEQ_CST);
}

// CHECK-LABEL: define {{.*}}@counters(
// CHECK-NOT: __kmend_akeso_read
// CHECK: __kmend_akeso_add(ptr %{{.*}}, i64 4, i64 1)
// CHECK: asm sideeffect "lock; incl
// CHECK: __kmend_akeso_add(ptr %{{.*}}, i64 8, i64 -1)
// CHECK: asm sideeffect "decq
// CHECK: __kmend_akeso_add(ptr %{{.*}}, i64 4, i64 -5)
// CHECK: asm sideeffect "subl
// CHECK: %[[S:.*]] = sext i32 %{{.*}} to i64
// CHECK: __kmend_akeso_add(ptr %{{.*}}, i64 4, i64 %[[S]])
// CHECK: asm sideeffect "xaddl
// CHECK: ret
int counters(int *i, long *l, int more)
{
	_Bool none;

	__asm__ volatile("lock; incl %0" : "+m"(*i) : : "memory");
	__asm__ volatile("decq %0\n\t/* output condition code e*/" : "+m"(*l), "=@cce"(none) : : "memory");
	__asm__ volatile("subl $5, %0" : "+m"(*i));
	__asm__ volatile("xaddl %0, %1\n" : "+r"(more), "+m"(*i) : : "memory", "cc");
	return more + none;
}

// CHECK-LABEL: define {{.*}}@bits(
// CHECK-NOT: __kmend_akeso_read
// CHECK: __kmend_akeso_bits(ptr %{{.*}}, i64 1, i64 8)
// CHECK: asm sideeffect "orb
// CHECK: __kmend_akeso_bits(ptr %{{.*}}, i64 1, i64 8)
// CHECK: asm sideeffect "andb
// CHECK: %[[B:.*]] = shl {{.*}}i64 1, %{{.*}}
// CHECK: __kmend_akeso_bits(ptr %{{.*}}, i64 8, i64 %[[B]])
// CHECK: asm sideeffect "btsq
// CHECK: __kmend_akeso_read(ptr %{{.*}}, i64 1)
// CHECK: __kmend_akeso_bits(ptr %{{.*}}, i64 8, i64 %{{.*}})
// CHECK-NOT: __kmend_akeso_write
// CHECK: asm sideeffect "btrq
_Bool bits(volatile long *l, long nr)
{
	_Bool was;

	__asm__ volatile("orb %b1,%0" : "+m"(*(volatile char *)l) : "iq"(8) : "memory");
	__asm__ volatile("andb %b1,%0" : "+m"(*(volatile char *)l) : "iq"(~8) : "memory");
	__asm__ volatile("btsq %1,%0" : : "m"(*l), "Ir"(nr) : "memory");
	__asm__ volatile("btrq %2,%1" : "=@ccc"(was) : "m"(*l), "Ir"(nr) : "memory");
	return was;
}

// An operand that is named twice, or of a segment, or a part of a name, or an addition that a jump may leave out, is none of these.
// CHECK-LABEL: define {{.*}}@others(
// CHECK-NOT: __kmend_akeso_add
// CHECK-NOT: __kmend_akeso_bits
// CHECK: ret
void others(int *i)
{
	__asm__ volatile("incl %0\n\tincl %0" : "+m"(*i));
	__asm__ volatile("movl %0, %%eax; orl $1, %%eax" : "+m"(*i) : : "eax");
	__asm__ volatile("nop; incl %%gs:%0" : "+m"(*i));
	__asm__ volatile("nopl %0 # addl" : "+m"(*i));
	__asm__ volatile("jz 1f\n\tincl %0\n1:" : "+m"(*i));
	__asm__ volatile("2: decl %0; jnz 2b" : "+m"(*i));
}
