// What the runtime's functions are called with is where -mregparm puts it; what does not fit ends the registers.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc --target=i386-unknown-none-elf -mregparm=3 -O1 -ffreestanding -S -emit-llvm %s -o %t.ll
// RUN: %check --check-prefix=THREE --input-file=%t.ll
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc --target=i386-unknown-none-elf -mregparm=2 -O1 -ffreestanding -S -emit-llvm %s -o %t.ll
// RUN: %check --check-prefix=TWO --input-file=%t.ll
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc --target=i386-unknown-none-elf -O1 -ffreestanding -S -emit-llvm %s -o %t.ll
// RUN: %check --check-prefix=NONE --input-file=%t.ll

// THREE: call void @__kmend_log_store(ptr inreg %0, i64 inreg 4)
// THREE: declare void @__kmend_log_store(ptr inreg, i64 inreg)
// TWO: call void @__kmend_log_store(ptr inreg %0, i64 4)
// TWO: declare void @__kmend_log_store(ptr inreg, i64)
// NONE: call void @__kmend_log_store(ptr %0, i64 4)
void f(int *p)
{
	*p = 1;
}
