// The shape of a function changes when the function does, and only then: not by comments, moved lines, names of variables, the folder
// of the tree, or what is edited in another function (string literals are numbered over the whole unit).
// RUN: shapes() { llvm-objcopy-19 --dump-section .kmend.sites=%t.sites "$1" && od -An -tx8 -v -j48 -N8 %t.sites && od -An -tx8 -v -j64 -N8 %t.sites; }
// RUN: mkdir -p %t.dir/there && cp %s %t.dir/there/moved.c && sed -i -e '1i // another line' -e 's/first/renamed/g' %t.dir/there/moved.c
// RUN: %cc -O1 -c %s -o %t.1.o && shapes %t.1.o > %t.1
// RUN: %cc -O1 -c %t.dir/there/moved.c -o %t.2.o && shapes %t.2.o > %t.2
// RUN: cmp %t.1 %t.2
// RUN: %cc -O1 -DEDIT -c %s -o %t.3.o && shapes %t.3.o > %t.3
// RUN: test "$(sed -n 2p %t.1)" = "$(sed -n 2p %t.3)"
// RUN: test "$(sed -n 1p %t.1)" != "$(sed -n 1p %t.3)"
// RUN: %cc -O1 -DCALLEE -c %s -o %t.4.o && shapes %t.4.o > %t.4
// RUN: test "$(sed -n 2p %t.1)" != "$(sed -n 2p %t.4)"
// RUN: test "$(sed -n 1p %t.1)" = "$(sed -n 1p %t.4)"
// RUN: %cc -O1 -DLITERAL -c %s -o %t.5.o && shapes %t.5.o > %t.5
// RUN: test "$(sed -n 2p %t.1)" != "$(sed -n 2p %t.5)"
void say(const char *, const char *, int), shout(const char *, const char *, int);
#ifdef CALLEE
#define say shout
#endif
int edited(int first, int second)
{
#ifdef EDIT
	(say)("something new", __FILE__, __LINE__);
	return first - second;
#else
	return first + second;
#endif
}
#ifdef LITERAL
#define TEXT "others"
#else
#define TEXT "words"
#endif
int kept(int first, int *p)
{
	if (first)
		say(TEXT, __FILE__, __LINE__);
	*p = first;
	return first * 3;
}
