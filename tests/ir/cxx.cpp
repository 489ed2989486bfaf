// C++ gets sites as C does. The identity has the name that the linker sees; blocks that end in an invoke, and landing pads, too.
// RUN: KMEND_SITES=fail-stop,no-store KMEND_SUMMARY=%t.units %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
// RUN: grep -x 'instrumented C++ .*cxx.cpp' %t.units
// RUN: for o in 0 1 2 3 s; do for r in none osiris; do KMEND_RECOVERY=$r %cc -O$o -c %s -o %t.o; done; done

// CHECK: _ZN5Shape4areaEi

struct Shape {
	int area(int side);
	int state;
};

void may_throw(int *value);

// CHECK-LABEL: define {{.*}}@_ZN5Shape4areaEi(
// CHECK: call preserve_mostcc i32 @__kmend_block(
int Shape::area(int side)
{
	state = side;
	return side * side;
}

struct Guard {
	int *count;
	~Guard()
	{
		++*count;
	}
};

// CHECK-LABEL: define {{.*}}@_Z7guardedPi(
// CHECK: invoke void @_Z9may_throwPi(
// CHECK: landingpad
// CHECK: call preserve_mostcc i32 @__kmend_block(
int guarded(int *value)
{
	Guard guard{ value };

	try {
		may_throw(value);
	} catch (int number) {
		return number;
	}
	return 0;
}
