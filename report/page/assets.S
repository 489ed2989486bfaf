/* Style and script of the page, and their hashes; the paths come from CMakeLists.txt. */
	.section .rodata
	.globl page_style_text, page_style_end, page_style_sha256, page_script_text, page_script_end, page_script_sha256
page_style_text:
	.incbin PAGE_STYLE
page_style_end:
page_style_sha256:
	.incbin PAGE_STYLE_SHA256
	.byte 0
page_script_text:
	.incbin PAGE_SCRIPT
page_script_end:
page_script_sha256:
	.incbin PAGE_SCRIPT_SHA256
	.byte 0
	.section .note.GNU-stack,"",@progbits
