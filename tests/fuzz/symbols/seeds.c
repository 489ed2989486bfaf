/* What the seeds of this corpus are compiled from: `clang-19 -g -O1 -ffreestanding -nostdlib -static -Wl,-Ttext=0x100000`, and gcc's. */
static inline int twice(int x)
{
	return x * 2;
}

int table[4];

__attribute__((noinline)) static int helper(int x)
{
	table[x & 3] = twice(x);
	return table[(x + 1) & 3];
}

int main(void);
int main(void)
{
	return helper(3) + helper(4);
}
