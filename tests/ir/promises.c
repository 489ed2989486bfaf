// The pristine block keeps what the program promises; its faulty copy promises nothing that a fault can break.
// RUN: KMEND_SITES=corrupt-integer,corrupt-pointer,swap %cc -O2 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: sdiv exact i64
// CHECK: load i32, ptr {{.*}}, !tbaa
// CHECK: getelementptr inbounds
// CHECK: add nsw i32
// CHECK: call preserve_mostcc i32 @__kmend_block
// CHECK-NOT: {{ nsw | nuw | exact | inbounds |nneg|disjoint|!tbaa|!range|!nonnull|!noalias|noundef}}
// CHECK: sdiv i64
// CHECK-NOT: {{ nsw | nuw | exact | inbounds |nneg|disjoint|!tbaa|!range|!nonnull|!noalias|noundef}}
// CHECK: ret i32

struct pair {
	int a, b, c;
};

int f(int *restrict p, struct pair *from, struct pair *to)
{
	long n = to - from;

	p[*p + 1] = 3;
	return (int)(n - *p) + to[n].b;
}
