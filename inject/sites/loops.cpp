#include "inject/sites/loops.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Instructions.h>

using namespace llvm;

struct inject_loops {
	DominatorTree tree;
	LoopInfo info;

	explicit inject_loops(Function &function) : tree(function), info(tree)
	{
	}
};

inject_loops *inject_loops_new(LLVMValueRef function)
{
	return new inject_loops(*unwrap<Function>(function));
}

void inject_loops_free(inject_loops *loops)
{
	delete loops;
}

int inject_loops_way_back(const inject_loops *loops, LLVMValueRef of)
{
	const auto *branch = unwrap<BranchInst>(of);
	const Loop *loop = loops->info.getLoopFor(branch->getParent());

	if (!loop || branch->getSuccessor(0) == branch->getSuccessor(1))
		return -1;
	for (int way = 0; way < 2; way++)
		if (branch->getSuccessor((unsigned)way) == loop->getHeader())
			return way;
	return -1;
}
