/*
 * See shape.h. A function is written down as a sequence of numbers, in the order of its blocks and instructions; what is
 * local gets the number of its place, what is global its name, and what the compiler named itself (string literals, tables of
 * constants: private symbols, numbered over the whole unit) its contents.
 */
#include "inject/sites/shape.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/DerivedTypes.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/GlobalVariable.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Operator.h>
#include <llvm/Support/xxhash.h>

using namespace llvm;

namespace
{

enum mark : uint64_t {
	LOCAL = 1,
	GLOBAL,
	CONTENTS,
	NUMBER,
	REAL,
	AGGREGATE,
	BYTES,
	EXPRESSION,
	ASSEMBLY,
	LINE,
	FILE_NAME,
	METADATA,
	OTHER
};

constexpr unsigned MAX_DEPTH = 16; /* of constants inside constants */

class writer
{
      public:
	uint64_t hash(const Function &function);

      private:
	SmallVector<uint64_t, 1024> numbers;
	DenseMap<const Value *, uint64_t> places; /* of arguments, blocks and instructions */
	const DILocation *location = nullptr;

	void put(uint64_t number)
	{
		numbers.push_back(number);
	}
	void put_text(StringRef text)
	{
		put(text.size());
		put(xxh3_64bits(text));
	}
	void put_type(const Type *type);
	void put_integer(const APInt &value);
	void put_global(const GlobalValue &global, unsigned depth);
	void put_constant(const Constant &constant, unsigned depth);
	void put_operand(const Value &value);
	void put_details(const Instruction &i);
	void put_instruction(const Instruction &i);
	bool is_line(const APInt &value) const;
	bool is_file(StringRef text) const;
};

/* Structures by their elements: the names of types are numbered over the whole unit when they are equal. */
void writer::put_type(const Type *type)
{
	put(type->getTypeID());
	if (const auto *integer = dyn_cast<IntegerType>(type))
		put(integer->getBitWidth());
	else if (type->isPointerTy())
		put(type->getPointerAddressSpace());
	else if (const auto *array = dyn_cast<ArrayType>(type))
		put(array->getNumElements());
	else if (const auto *vector = dyn_cast<VectorType>(type))
		put(vector->getElementCount().getKnownMinValue());
	else if (const auto *structure = dyn_cast<StructType>(type))
		put(structure->isPacked());
	put(type->getNumContainedTypes());
	for (const Type *part : type->subtypes())
		put_type(part);
}

/* What __LINE__ became: the number of the line that the instruction is in, or of one that it was inlined into. */
bool writer::is_line(const APInt &value) const
{
	for (const DILocation *l = location; l; l = l->getInlinedAt())
		if (l->getLine() && value.getActiveBits() <= 32 && value.getZExtValue() == l->getLine())
			return true;
	return false;
}

/* What __FILE__ became. */
bool writer::is_file(StringRef text) const
{
	text.consume_back(StringRef("\0", 1));
	for (const DILocation *l = location; l; l = l->getInlinedAt())
		if (!text.empty() &&
			(l->getFilename() == text || text.ends_with(("/" + l->getFilename()).str()) ||
				l->getFilename().ends_with(("/" + text).str())))
			return true;
	return false;
}

void writer::put_integer(const APInt &value)
{
	if (is_line(value)) {
		put(LINE);
		return;
	}
	put(NUMBER);
	put(value.getBitWidth());
	for (unsigned i = 0; i < value.getNumWords(); i++)
		put(value.getRawData()[i]);
}

void writer::put_global(const GlobalValue &global, unsigned depth)
{
	const auto *variable = dyn_cast<GlobalVariable>(&global);

	if (variable && variable->hasPrivateLinkage() && variable->hasInitializer()) {
		put(CONTENTS);
		put_constant(*variable->getInitializer(), depth);
		return;
	}
	put(GLOBAL);
	put_text(global.getName());
}

void writer::put_constant(const Constant &constant, unsigned depth)
{
	if (const auto *global = dyn_cast<GlobalValue>(&constant))
		return depth < MAX_DEPTH ? put_global(*global, depth + 1) : put(OTHER);
	if (const auto *integer = dyn_cast<ConstantInt>(&constant))
		return put_integer(integer->getValue());
	const auto *data = dyn_cast<ConstantDataSequential>(&constant);
	if (data && is_file(data->getRawDataValues()))
		return put(FILE_NAME); /* nor does its length count */
	put_type(constant.getType());
	if (const auto *real = dyn_cast<ConstantFP>(&constant)) {
		put(REAL);
		put_integer(real->getValueAPF().bitcastToAPInt());
	} else if (data) {
		put(BYTES);
		put_text(data->getRawDataValues());
	} else if (const auto *address = dyn_cast<BlockAddress>(&constant)) {
		put(LOCAL);
		put(places.lookup(address->getBasicBlock()));
	} else {
		put(isa<ConstantExpr>(constant) ? EXPRESSION : AGGREGATE);
		put(constant.getValueID());
		if (const auto *expression = dyn_cast<ConstantExpr>(&constant))
			put(expression->getOpcode());
		if (const auto *gep = dyn_cast<GEPOperator>(&constant))
			put_type(gep->getSourceElementType());
		put(constant.getNumOperands());
		for (const Use &use : constant.operands())
			put_constant(*cast<Constant>(use.get()), depth + 1);
	}
}

void writer::put_operand(const Value &value)
{
	if (const auto *constant = dyn_cast<Constant>(&value))
		return put_constant(*constant, 0);
	if (const auto *assembly = dyn_cast<InlineAsm>(&value)) {
		put(ASSEMBLY);
		put_text(assembly->getAsmString());
		put_text(assembly->getConstraintString());
		put(assembly->hasSideEffects());
		return;
	}
	if (isa<MetadataAsValue>(value))
		return put(METADATA);
	put(LOCAL);
	put(places.lookup(&value));
}

/* What an instruction is beside its opcode, type and operands. */
void writer::put_details(const Instruction &i)
{
	put(i.getRawSubclassOptionalData()); /* nsw, exact, inbounds ... */
	if (const auto *compare = dyn_cast<CmpInst>(&i))
		put(compare->getPredicate());
	else if (const auto *alloca = dyn_cast<AllocaInst>(&i))
		put_type(alloca->getAllocatedType());
	else if (const auto *gep = dyn_cast<GetElementPtrInst>(&i))
		put_type(gep->getSourceElementType());
	else if (const auto *load = dyn_cast<LoadInst>(&i))
		put(load->isVolatile() | static_cast<uint64_t>(load->getOrdering()) << 1 |
			load->getAlign().value() << 8);
	else if (const auto *store = dyn_cast<StoreInst>(&i))
		put(store->isVolatile() | static_cast<uint64_t>(store->getOrdering()) << 1 |
			store->getAlign().value() << 8);
	else if (const auto *atomic = dyn_cast<AtomicRMWInst>(&i))
		put(atomic->getOperation() | static_cast<uint64_t>(atomic->getOrdering()) << 8);
	else if (const auto *exchange = dyn_cast<AtomicCmpXchgInst>(&i))
		put(static_cast<uint64_t>(exchange->getSuccessOrdering()) << 8 | exchange->isWeak());
	else if (const auto *fence = dyn_cast<FenceInst>(&i))
		put(static_cast<uint64_t>(fence->getOrdering()));
	else if (const auto *call = dyn_cast<CallBase>(&i))
		put(call->getCallingConv());
	else if (const auto *phi = dyn_cast<PHINode>(&i))
		for (const BasicBlock *from : phi->blocks())
			put(places.lookup(from));
	else if (const auto *extract = dyn_cast<ExtractValueInst>(&i))
		for (unsigned index : extract->indices())
			put(index);
	else if (const auto *insert = dyn_cast<InsertValueInst>(&i))
		for (unsigned index : insert->indices())
			put(index);
	else if (const auto *shuffle = dyn_cast<ShuffleVectorInst>(&i))
		for (int lane : shuffle->getShuffleMask())
			put(static_cast<uint64_t>(lane));
}

void writer::put_instruction(const Instruction &i)
{
	location = i.getDebugLoc().get();
	put(i.getOpcode());
	put_type(i.getType());
	put_details(i);
	put(i.getNumOperands());
	for (const Use &use : i.operands())
		put_operand(*use.get());
}

uint64_t writer::hash(const Function &function)
{
	uint64_t place = 0;

	for (const Argument &argument : function.args())
		places[&argument] = ++place;
	for (const BasicBlock &block : function) {
		places[&block] = ++place;
		for (const Instruction &i : block)
			if (!i.isDebugOrPseudoInst())
				places[&i] = ++place;
	}
	put_type(function.getFunctionType());
	put(function.getCallingConv());
	for (const BasicBlock &block : function) {
		put(places.lookup(&block));
		for (const Instruction &i : block)
			if (!i.isDebugOrPseudoInst())
				put_instruction(i);
	}
	return xxh3_64bits(
		ArrayRef(reinterpret_cast<const uint8_t *>(numbers.data()), numbers.size() * sizeof(uint64_t)));
}

} // namespace

uint64_t inject_shape_hash(LLVMValueRef function)
{
	return writer().hash(*unwrap<Function>(function));
}
