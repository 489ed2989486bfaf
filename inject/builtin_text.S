/* The runtime for kernels without glue as text IR, one for each architecture; the paths come from CMakeLists.txt. */
	.section .rodata
	.globl inject_builtin_i386, inject_builtin_i386_end, inject_builtin_x86_64, inject_builtin_x86_64_end
inject_builtin_i386:
	.incbin KMEND_BUILTIN_I386
inject_builtin_i386_end:
	.byte 0
inject_builtin_x86_64:
	.incbin KMEND_BUILTIN_X86_64
inject_builtin_x86_64_end:
	.byte 0
	.section .note.GNU-stack,"",@progbits
