#include "report/page/assets.h"

#include "report/page/base64.h"

/* assets.S */
extern const char page_style_text[], page_style_end[], page_style_sha256[];
extern const char page_script_text[], page_script_end[], page_script_sha256[];

static struct page_asset asset(const char *text, const char *end, const char *sha256)
{
	return (struct page_asset){ text, (unsigned)(end - text), sha256 };
}

const struct page_asset *page_style(void)
{
	static struct page_asset style;

	style = asset(page_style_text, page_style_end, page_style_sha256);
	return &style;
}

const struct page_asset *page_script(void)
{
	static struct page_asset script;

	script = asset(page_script_text, page_script_end, page_script_sha256);
	return &script;
}

static unsigned digit(char hex)
{
	return (unsigned)(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

void page_asset_source(const struct page_asset *asset, FILE *out)
{
	unsigned char hash[32];

	for (size_t i = 0; i < sizeof(hash); i++)
		hash[i] = (unsigned char)(digit(asset->sha256[2 * i]) << 4 | digit(asset->sha256[2 * i + 1]));
	fputs("'sha256-", out);
	page_base64(hash, sizeof(hash), out);
	fputc('\'', out);
}
