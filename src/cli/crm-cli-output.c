/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clientele-cli prints. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"

#include <stdio.h>

#define COLUMN_GAP 2

void
crm_cli_output_text (const char *text)
{
  fputs (text, stdout);
}

void
crm_cli_output_error (const char *message)
{
  fprintf (stderr, "clientele-cli: %s\n", message);
}

gboolean
crm_cli_output_flush (void)
{
  return fflush (stdout) == 0 && !ferror (stdout);
}

void
crm_cli_output_json (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  fputs (text, stdout);
  fputc ('\n', stdout);
}

void
crm_cli_output_edit (const CrmCli *cli, const CrmEditResult *result, const CrmId *id, const char *message)
{
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      crm_json_add_id (builder, "edit", result != NULL && result->number != 0 ? &result->id : NULL);
      crm_json_add_id (builder, "id", id);
      json_builder_end_object (builder);
      crm_cli_output_json (builder);
    }
  else if (!cli->quiet && message != NULL)
    {
      fprintf (stdout, "%s\n", message);
    }
}

/* ── tables ───────────────────────────────────────────────────────────────────────────────── */

struct _CrmCliTable
{
  guint n_columns;
  GPtrArray *cells; /* of char *, row by row */
};

CrmCliTable *
crm_cli_table_new (guint n_columns)
{
  CrmCliTable *self = g_new0 (CrmCliTable, 1);

  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
crm_cli_table_add_row (CrmCliTable *self, const char *const *texts)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (self->cells, g_strdelimit (g_strdup (texts[i] != NULL ? texts[i] : ""), "\n\r\t", ' '));
}

void
crm_cli_table_add (CrmCliTable *self, ...)
{
  g_autofree const char **texts = g_new0 (const char *, self->n_columns);
  va_list list;

  va_start (list, self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      texts[i] = va_arg (list, const char *);
      if (texts[i] == NULL)
        break;
    }
  va_end (list);
  crm_cli_table_add_row (self, texts);
}

guint
crm_cli_table_get_n_rows (const CrmCliTable *self)
{
  return self->cells->len / self->n_columns;
}

static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_iszerowidth (g_utf8_get_char (c)))
      width += g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;
  return width;
}

static void
print_row (const CrmCliTable *self, guint row, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gsize end;

  for (guint column = 0; column < self->n_columns; column++)
    {
      const char *text = g_ptr_array_index (self->cells, row * self->n_columns + column);

      g_string_append (line, text);
      if (column + 1 < self->n_columns && widths[column] > 0)
        g_string_append_printf (line, "%*s", (int)(widths[column] - get_width (text) + COLUMN_GAP), "");
    }
  for (end = line->len; end > 0 && line->str[end - 1] == ' '; end--)
    ;
  g_string_truncate (line, end);
  g_string_append_c (line, '\n');
  fputs (line->str, stdout);
}

void
crm_cli_table_print (CrmCliTable *self)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->cells->len; i++)
    widths[i % self->n_columns] = MAX (widths[i % self->n_columns], get_width (g_ptr_array_index (self->cells, i)));
  for (guint row = 0; row < crm_cli_table_get_n_rows (self); row++)
    print_row (self, row, widths);
  g_ptr_array_unref (self->cells);
  g_free (self);
}
