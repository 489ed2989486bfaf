// A size that only says how much room there is: cut to the variable where that is known, and said to be room.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc -O1 -fno-builtin -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
int snprintf(char *, __SIZE_TYPE__, const char *, ...);
char buffer[64];

// CHECK-LABEL: define {{.*}}@known(
// CHECK: %[[LESS:.*]] = icmp ult i64 %[[ROOM:.*]], 60
// CHECK: %[[CUT:.*]] = select i1 %[[LESS]], i64 %[[ROOM]], i64 60
// CHECK: call void @__kmend_log_room(ptr {{.*}}, i64 %[[CUT]])
// CHECK-NEXT: call {{.*}}@snprintf(
int known(__SIZE_TYPE__ room)
{
	return snprintf(buffer + 4, room, "x");
}

// CHECK-LABEL: define {{.*}}@constant(
// CHECK: call void @__kmend_log_room(ptr {{.*}}@buffer, i64 64)
int constant(void)
{
	return snprintf(buffer, 2147483647, "x");
}

// CHECK-LABEL: define {{.*}}@unknown(
// CHECK: call void @__kmend_log_room(ptr %0, i64 %1)
int unknown(char *to, __SIZE_TYPE__ room)
{
	return snprintf(to, room, "x");
}
