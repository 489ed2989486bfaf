/* See surgery.h. Copying follows what LLVM's jump threading does to a block that it duplicates. */
#include "inject/sites/surgery.h"

#include <llvm/IR/CFG.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/DebugProgramInstruction.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/Cloning.h>
#include <llvm/Transforms/Utils/SSAUpdater.h>
#include <llvm/Transforms/Utils/ValueMapper.h>

using namespace llvm;

LLVMBasicBlockRef inject_surgery_split(LLVMValueRef before)
{
	auto *instruction = unwrap<Instruction>(before);

	return wrap(instruction->getParent()->splitBasicBlock(instruction->getIterator()));
}

static bool is_name(char c)
{
	return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '$';
}

/*
 * Does this assembly define what only one place may define? Labels that are numbers may exist often, and so may those in
 * which the compiler puts a number of its own (%=, which is ${:uid} here). A colon after a name can also be a segment
 * (%fs:0): there the name begins with a % or a $.
 */
static bool defines_symbol(StringRef text)
{
	if (text.contains(".macro") || text.contains(".set") || text.contains(".equ"))
		return true;
	for (size_t colon = text.find(':'); colon != StringRef::npos; colon = text.find(':', colon + 1)) {
		size_t begin = colon;

		if (colon && text[colon - 1] == '}')
			continue; /* ends in ${...}: a number that is different each time */
		while (begin && is_name(text[begin - 1]))
			begin--;
		StringRef name = text.slice(begin, colon);
		bool number = name.find_first_not_of("0123456789") == StringRef::npos;
		bool segment = begin && text[begin - 1] == '%';
		bool in_operand = begin && text[begin - 1] == '{';

		if (!name.empty() && !number && !segment && !in_operand && name[0] != '$')
			return true;
	}
	return false;
}

static bool may_exist_twice(const Instruction &instruction)
{
	const auto *call = dyn_cast<CallBase>(&instruction);

	if (isa<AllocaInst, CallBrInst, CatchReturnInst, CleanupReturnInst>(instruction) || instruction.isEHPad())
		return false;
	if (!call)
		return true;
	if (call->cannotDuplicate() || call->isConvergent() || call->hasFnAttr(Attribute::ReturnsTwice))
		return false;
	const auto *assembly = dyn_cast<InlineAsm>(call->getCalledOperand());
	return !assembly || !defines_symbol(assembly->getAsmString());
}

int inject_surgery_may_exist_twice(LLVMValueRef instruction)
{
	return may_exist_twice(*unwrap<Instruction>(instruction));
}

/* The uses of INSTRUCTION that another block than its own makes; a PHI uses a value at the end of where it comes from. */
static void find_outside(Instruction &instruction, SmallVectorImpl<Use *> &uses)
{
	for (Use &use : instruction.uses()) {
		auto *user = cast<Instruction>(use.getUser());
		auto *phi = dyn_cast<PHINode>(user);

		if ((phi ? phi->getIncomingBlock(use) : user->getParent()) != instruction.getParent())
			uses.push_back(&use);
	}
}

int inject_surgery_can_copy(LLVMValueRef first)
{
	auto *begin = unwrap<Instruction>(first);

	for (Instruction &i : make_range(begin->getIterator(), begin->getParent()->end())) {
		Type *type = i.getType();
		SmallVector<Use *, 8> uses;

		if (!may_exist_twice(i))
			return 0;
		if (!type->isTokenTy() && !type->isX86_AMXTy() && !type->isTargetExtTy())
			continue;
		find_outside(i, uses);
		if (!uses.empty())
			return 0;
	}
	return 1;
}

/* What an instruction promises of its values and of memory: true of the program, not of one that a fault has come into. */
static void drop_promises(BasicBlock *copy)
{
	const unsigned kept[] = { LLVMContext::MD_prof, LLVMContext::MD_nosanitize, LLVMContext::MD_nontemporal,
		LLVMContext::MD_unpredictable, LLVMContext::MD_loop, LLVMContext::MD_annotation,
		LLVMContext::MD_DIAssignID, LLVMContext::MD_pcsections, copy->getContext().getMDKindID("srcloc"),
		copy->getContext().getMDKindID("kmend"), copy->getContext().getMDKindID("heapallocsite") };

	for (Instruction &i : make_early_inc_range(*copy)) {
		if (isa<AssumeInst>(i)) {
			i.eraseFromParent();
			continue;
		}
		i.dropPoisonGeneratingFlags();
		i.dropPoisonGeneratingMetadata();
		i.dropPoisonGeneratingReturnAttributes();
		i.dropUBImplyingAttrsAndUnknownMetadata(kept);
	}
}

/* Every PHI of a successor gets, for each edge that comes from BLOCK, one that comes from COPY. */
static void enter_successors(BasicBlock *block, BasicBlock *copy, ValueToValueMapTy &map)
{
	SmallPtrSet<BasicBlock *, 8> seen;

	for (BasicBlock *successor : successors(block)) {
		if (!seen.insert(successor).second)
			continue;
		for (PHINode &phi : successor->phis())
			for (unsigned i = 0, n = phi.getNumIncomingValues(); i < n; i++) {
				Value *value = phi.getIncomingValue(i), *mapped = map.lookup(value);

				if (phi.getIncomingBlock(i) == block)
					phi.addIncoming(mapped ? mapped : value, copy);
			}
	}
}

/* Two blocks define what one did: uses elsewhere read the one that ran. */
static void repair_uses(BasicBlock *block, BasicBlock *copy, ValueToValueMapTy &map)
{
	for (Instruction &i : *block) {
		SmallVector<Use *, 16> uses;
		SmallVector<DbgValueInst *, 4> intrinsics;
		SmallVector<DbgVariableRecord *, 4> records;
		SSAUpdater updater;

		find_outside(i, uses);
		findDbgValues(intrinsics, &i, &records);
		erase_if(records,
			[&](const DbgVariableRecord *r) { return r->getParent() == block || r->getParent() == copy; });
		if (uses.empty() && records.empty())
			continue;
		updater.Initialize(i.getType(), i.getName());
		updater.AddAvailableValue(block, &i);
		updater.AddAvailableValue(copy, map[&i]);
		for (Use *use : uses)
			updater.RewriteUse(*use);
		updater.UpdateDebugValues(&i, records);
	}
}

LLVMBasicBlockRef inject_surgery_copy(LLVMBasicBlockRef of, LLVMValueRef *instructions, size_t n)
{
	BasicBlock *block = unwrap(of);
	Function *function = block->getParent();
	ValueToValueMapTy map;
	BasicBlock *copy = CloneBasicBlock(block, map, ".copy", function);
	const auto flags = RF_NoModuleLevelChanges | RF_IgnoreMissingLocals;

	for (Instruction &i : *copy) {
		RemapDbgRecordRange(function->getParent(), i.getDbgRecordRange(), map, flags);
		RemapInstruction(&i, map, flags);
	}
	drop_promises(copy);
	enter_successors(block, copy, map);
	repair_uses(block, copy, map);
	for (size_t i = 0; i < n; i++)
		instructions[i] = wrap(map.lookup(unwrap(instructions[i])));
	return wrap(copy);
}

static void pin_outputs(CallBrInst &call, const DominatorTree &tree)
{
	for (BasicBlock *label : call.getIndirectDests()) {
		FreezeInst *pinned = nullptr;

		if (!label->getSinglePredecessor())
			continue;
		for (Use &use : make_early_inc_range(call.uses())) {
			if (!tree.dominates(BasicBlockEdge(call.getParent(), label), use))
				continue;
			if (!pinned)
				pinned = new FreezeInst(&call, "kmend.output", label->getFirstInsertionPt());
			use.set(pinned);
		}
	}
}

void inject_surgery_pin_outputs(LLVMValueRef of)
{
	auto *function = unwrap<Function>(of);
	SmallVector<CallBrInst *, 4> calls;

	for (BasicBlock &block : *function)
		if (auto *call = dyn_cast<CallBrInst>(block.getTerminator()); call && !call->use_empty())
			calls.push_back(call);
	if (calls.empty())
		return;
	DominatorTree tree(*function);
	for (CallBrInst *call : calls)
		pin_outputs(*call, tree);
}

void inject_surgery_leave_out(LLVMValueRef instruction, LLVMValueRef condition)
{
	auto *i = unwrap<Instruction>(instruction);
	BasicBlock *head = i->getParent();
	Instruction *end = SplitBlockAndInsertIfElse(unwrap(condition), i->getIterator(), false);

	i->moveBefore(*end->getParent(), end->getIterator());
	if (i->use_empty())
		return;
	PHINode *result = PHINode::Create(i->getType(), 2, "kmend.result");
	result->insertBefore(end->getSuccessor(0)->begin());
	i->replaceAllUsesWith(result);
	result->addIncoming(i, end->getParent());
	result->addIncoming(Constant::getNullValue(i->getType()), head);
}

void inject_surgery_replace(LLVMValueRef value, LLVMValueRef by, LLVMValueRef keep)
{
	Value *own = unwrap(by), *kept = keep ? unwrap(keep) : nullptr;

	unwrap(value)->replaceUsesWithIf(
		own, [&](const Use &use) { return use.getUser() != own && use.getUser() != kept; });
}
