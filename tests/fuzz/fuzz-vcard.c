/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as business cards, read as a table and as cards, which must survive being written. */

#define _GNU_SOURCE

#include "fuzz-input.h"

#include "core/exchange/crm-vcard-parser.h"

static CrmVcardParser *
open_parser (const uint8_t *data, size_t size)
{
  CrmTextStream *stream = crm_text_stream_new (fuzz_open (data, size), "input", NULL, 0, CRM_VCARD_MAX_PROPERTY, NULL, NULL);

  return crm_vcard_parser_new (stream, "UTF-8");
}

static void
check_written (const CrmVcard *card)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CrmVcardParser) parser = NULL;
  g_autoptr (CrmVcard) again = NULL;

  crm_vcard_write (card, text, 40);
  g_assert (g_utf8_validate_len (text->str, text->len, NULL));
  parser = open_parser ((const uint8_t *)text->str, text->len);
  g_assert (crm_vcard_parser_next (parser, &again, NULL) == CRM_TABLE_ROW);
  g_assert (again->broken_line == 0);
  g_assert (again->properties->len >= card->properties->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CrmVcardParser) parser = open_parser (data, size);
  CrmVcard *card;

  while (crm_vcard_parser_next (parser, &card, NULL) == CRM_TABLE_ROW)
    {
      check_written (card);
      crm_vcard_free (card);
    }
  fuzz_read (data, size);
  return 0;
}
