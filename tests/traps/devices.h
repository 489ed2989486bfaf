/* Tests of devices: 1 when they are there and as they were when the machine was switched on. */
#ifndef TRAPS_DEVICES_H
#define TRAPS_DEVICES_H

int test_disks(void);
int test_vga(void);
int test_card(void);
int test_input(void);
int test_high(void);
int test_module(void);

#endif
