/* Between code that is broken, the test that breaks it, and the machine that both run on. */
#ifndef TEST_FAULTS_H
#define TEST_FAULTS_H

#include <stdint.h>

/* faults.c, instrumented: each does one thing that a fault type changes. */
int subtract(int a, int b);
int shift(int a, int b);
int add(int a, int b);
int load(const int *p);
void store(int *p);
int choose(int a);
int less(int a, int b);
int pass(void);
int pick(const int *table);
int point(void);
int loop(int n);
int jump(int a);
int again(int n);
void copy(char *to, const char *from, unsigned long n);
void copy_twelve(char *to, const char *from);
void move(char *to, const char *from, unsigned long n);
void set(char *to, unsigned long n);
void set_twelve(char *to);
void copy_string(char *to, const char *from);
void copy_string_part(char *to, const char *from, unsigned long n);
int drop(char *p);
char *get(unsigned long n);

/* check.c, not instrumented */
int next_int(void);
const int *next_pointer(void);
int way(int which);
int other_way(int which);
int take(const int *p);
void turn(void);
int give_back(char *p);
char *take_memory(int kind, unsigned long n);
void *memcpy(void *to, const void *from, unsigned long n);
void *memmove(void *to, const void *from, unsigned long n);
void *memset(void *to, int byte, unsigned long n);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, unsigned long n);

/* check.c: breaks each and looks at what comes of it. 0, or the number of the line that does not hold. */
int check_faults(void);

#endif
