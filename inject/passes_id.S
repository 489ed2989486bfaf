/* The hash of kmend-passes.so: kmend-cc changes whenever the passes do, so the file kmend-cc stands for both in an image's fingerprint. */
	.section .kmend.passes, "a", @progbits
	.incbin KMEND_PASSES_ID
	.section .note.GNU-stack,"",@progbits
