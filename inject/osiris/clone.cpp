/* See clone.h. */
#include "inject/osiris/clone.h"

#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/Cloning.h>

extern "C" {
#include "inject/sites/surgery.h"
}

using namespace llvm;

/* An argument that lies in the caller's frame cannot be handed on by a jump. */
static bool passes_in_memory(const Function &function)
{
	for (const Argument &argument : function.args())
		if (argument.hasByValAttr() || argument.hasInAllocaAttr() || argument.hasPreallocatedAttr() ||
			argument.hasSwiftErrorAttr())
			return true;
	return false;
}

static bool can_exist_twice(Function &function)
{
	if (function.isVarArg() || passes_in_memory(function) || function.hasFnAttribute(Attribute::ReturnsTwice))
		return false;
	for (BasicBlock &block : function) {
		if (block.hasAddressTaken() || isa<IndirectBrInst, CallBrInst>(block.getTerminator()) ||
			block.isEHPad())
			return false;
		for (Instruction &instruction : block)
			if (!isa<AllocaInst>(instruction) && !instruction.isTerminator() &&
				!isa<PHINode>(instruction) && !inject_surgery_may_exist_twice(wrap(&instruction)))
				return false;
	}
	return true;
}

LLVMValueRef inject_osiris_clone(LLVMValueRef value)
{
	auto *function = unwrap<Function>(value);
	ValueToValueMapTy map;

	if (!can_exist_twice(*function))
		return nullptr;
	Function *clone = CloneFunction(function, map);
	clone->setName(function->getName() + ".closed");
	clone->setComdat(nullptr);
	clone->setVisibility(GlobalValue::DefaultVisibility);
	clone->setLinkage(GlobalValue::InternalLinkage);
	return wrap(clone);
}

void inject_osiris_clone_drop(LLVMValueRef clone)
{
	unwrap<Function>(clone)->eraseFromParent();
}

/* What the call has to have of FUNCTION's attributes so that it can be a jump: how values travel. */
static AttributeList travelling(const Function &function)
{
	AttributeList all = function.getAttributes();
	SmallVector<AttributeSet, 8> arguments;

	for (unsigned i = 0; i < function.arg_size(); i++)
		arguments.push_back(all.getParamAttrs(i));
	return AttributeList::get(function.getContext(), AttributeSet(), all.getRetAttrs(), arguments);
}

void inject_osiris_clone_select(LLVMValueRef value, LLVMValueRef clone_value, LLVMValueRef window)
{
	auto *function = unwrap<Function>(value), *clone = unwrap<Function>(clone_value);
	LLVMContext &context = function->getContext();
	BasicBlock *old = &function->getEntryBlock();
	BasicBlock *entry = BasicBlock::Create(context, "", function, old);
	BasicBlock *closed = BasicBlock::Create(context, "", function);
	IRBuilder<> builder(entry);
	SmallVector<Value *, 8> arguments;

	if (DISubprogram *subprogram = function->getSubprogram())
		builder.SetCurrentDebugLocation(DILocation::get(context, subprogram->getScopeLine(), 0, subprogram));
	Value *open =
		builder.CreateICmpNE(builder.CreateLoad(builder.getInt32Ty(), unwrap(window)), builder.getInt32(0));
	Instruction *branch = builder.CreateCondBr(open, old, closed);
	/* Only in the first block of a function is an alloca part of its frame. */
	for (Instruction &instruction : make_early_inc_range(*old))
		if (auto *alloca = dyn_cast<AllocaInst>(&instruction);
			alloca && isa<ConstantInt>(alloca->getArraySize()))
			alloca->moveBefore(branch);
	builder.SetInsertPoint(closed);
	for (Argument &argument : function->args())
		arguments.push_back(&argument);
	CallInst *call = builder.CreateCall(clone, arguments);
	call->setCallingConv(function->getCallingConv());
	call->setAttributes(travelling(*function));
	call->setTailCallKind(CallInst::TCK_MustTail);
	if (function->getReturnType()->isVoidTy())
		builder.CreateRetVoid();
	else
		builder.CreateRet(call);
}
