/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the cards of a vCard file one by one. */

#include "core/exchange/crm-vcard-parser.h"

#include "core/exchange/crm-vcard-line.h"

#include <string.h>

struct _CrmVcardParser
{
  CrmTextStream *stream;
  char *encoding;
  char line_break;
  GString *logical; /* the current line, unfolded */
  guint64 logical_line;
  gboolean logical_too_long;
  guint64 line; /* lines taken */
  guint64 number;
  gsize card_bytes;
  gboolean begin_seen; /* a BEGIN:VCARD was met inside a card and starts the next */
};

typedef struct
{
  char *text;
  gsize length; /* without the line break */
  gsize taken;  /* with it */
  gboolean too_long;
} PhysicalLine;

CrmVcardParser *
crm_vcard_parser_new (CrmTextStream *stream, const char *encoding)
{
  CrmVcardParser *self = g_new0 (CrmVcardParser, 1);

  self->stream = stream;
  self->encoding = g_strdup (encoding);
  self->logical = g_string_new (NULL);
  return self;
}

void
crm_vcard_parser_free (CrmVcardParser *self)
{
  crm_text_stream_free (self->stream);
  g_string_free (self->logical, TRUE);
  g_free (self->encoding);
  g_free (self);
}

guint64
crm_vcard_parser_get_position (CrmVcardParser *self)
{
  return crm_text_stream_get_position (self->stream);
}

/* ── lines ───────────────────────────────────────────────────────────────────────────────────── */

/* Old Macintosh files end lines with CR alone. */
static char
find_line_break (const CrmTextStream *stream)
{
  const char *text = stream->data + stream->start;
  gsize length = stream->end - stream->start;

  return memchr (text, '\n', length) == NULL && memchr (text, '\r', length) != NULL ? '\r' : '\n';
}

/* Looks at the line that comes next without taking it. FALSE with no error at the end of the file. */
static gboolean
peek_line (CrmVcardParser *self, PhysicalLine *line, GError **error)
{
  CrmTextStream *stream = self->stream;
  gsize searched = 0;

  for (;;)
    {
      char *text = stream->data + stream->start, *stop = NULL;
      gsize length = stream->end - stream->start;

      if (self->line_break == 0 && length > 0)
        self->line_break = find_line_break (stream);
      if (length > searched)
        stop = memchr (text + searched, self->line_break, length - searched);
      if (stop == NULL && !stream->ended && !crm_text_stream_is_full (stream))
        {
          searched = length;
          if (!crm_text_stream_fill (stream, error))
            return FALSE;
          continue;
        }
      if (length == 0)
        return FALSE;
      line->text = text;
      line->length = stop != NULL ? (gsize)(stop - text) : length;
      line->taken = line->length + (stop != NULL);
      line->too_long = stop == NULL && !stream->ended;
      while (line->length > 0 && text[line->length - 1] == '\r')
        line->length--;
      return TRUE;
    }
}

static void
take_line (CrmVcardParser *self, const PhysicalLine *line)
{
  self->stream->start += line->taken;
  self->line += !line->too_long;
}

static void
append_part (CrmVcardParser *self, const char *text, gsize length, gboolean too_long)
{
  if (too_long || self->logical->len + length > CRM_VCARD_MAX_PROPERTY)
    self->logical_too_long = TRUE;
  else
    g_string_append_len (self->logical, text, (gssize)length);
}

/* Adds a line to the current one, and leaves out the rest of it if it is too long to hold. */
static void
take_part (CrmVcardParser *self, PhysicalLine *line, GError **error)
{
  append_part (self, line->text, line->length, line->too_long);
  take_line (self, line);
  while (line->too_long && peek_line (self, line, error))
    take_line (self, line);
}

static gboolean
is_base64_text (const PhysicalLine *line)
{
  for (gsize i = 0; i < line->length; i++)
    if (!g_ascii_isalnum (line->text[i]) && line->text[i] != '+' && line->text[i] != '/' && line->text[i] != '=')
      return FALSE;
  return line->length > 0;
}

typedef struct
{
  gboolean quoted_printable;
  gboolean base64;
  guint version;
} Folding;

/* Whether @line goes on with the line before it; if so, cuts off what folding put in front. */
static gboolean
is_continuation (CrmVcardParser *self, const Folding *folding, PhysicalLine *line)
{
  GString *logical = self->logical;

  /* Some programs end the last line of a value with a soft break too. */
  if (folding->quoted_printable && logical->len > 0 && logical->str[logical->len - 1] == '=' && !(line->length >= 9 && g_ascii_strncasecmp (line->text, "END:VCARD", 9) == 0))
    {
      g_string_truncate (logical, logical->len - 1);
      return TRUE;
    }
  if (line->length > 0 && (*line->text == ' ' || *line->text == '\t'))
    {
      /* vCard 2.1 keeps the white space at which it folds, later versions add one. */
      gsize cut = folding->version == 21 && !folding->base64 ? 0 : 1;

      line->text += cut;
      line->length -= cut;
      return TRUE;
    }
  return folding->base64 && is_base64_text (line);
}

/* Reads a property's line with all that is folded under it. FALSE with no error at the end of the file. */
static gboolean
read_logical_line (CrmVcardParser *self, guint version, GError **error)
{
  g_autoptr (GError) failure = NULL;
  PhysicalLine line;
  Folding folding = { .version = version };
  gsize colon;

  if (!peek_line (self, &line, error))
    return FALSE;
  g_string_truncate (self->logical, 0);
  self->logical_line = self->line + 1;
  self->logical_too_long = FALSE;
  take_part (self, &line, &failure);
  colon = crm_vcard_line_find_value (self->logical->str, self->logical->len);
  folding.quoted_printable = crm_vcard_line_is_quoted_printable (self->logical->str, colon);
  folding.base64 = crm_vcard_line_is_base64 (self->logical->str, colon);
  while (failure == NULL && peek_line (self, &line, &failure) && is_continuation (self, &folding, &line))
    take_part (self, &line, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/* ── cards ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
line_is (CrmVcardParser *self, const char *wanted)
{
  const char *text = self->logical->str;
  gsize length = strlen (wanted);

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, wanted, length) != 0)
    return FALSE;
  text += length;
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

static void
mark_broken (CrmVcard *card, guint64 line)
{
  if (card->broken_line == 0)
    card->broken_line = line;
}

static void
set_version (CrmVcard *card)
{
  CrmVcardProperty *property = card->properties->pdata[card->properties->len - 1];

  if (g_str_has_prefix (property->value, "2"))
    card->version = 21;
  else if (g_str_has_prefix (property->value, "4"))
    card->version = 40;
  else
    card->version = 30;
  g_ptr_array_set_size (card->properties, (int)card->properties->len - 1);
}

static void
add_property (CrmVcardParser *self, CrmVcard *card)
{
  gboolean damaged = FALSE;
  CrmVcardProperty *property = NULL;
  gsize start = 0;

  self->card_bytes += self->logical->len;
  if (self->logical_too_long || self->card_bytes > CRM_VCARD_MAX_CARD || card->properties->len >= CRM_VCARD_MAX_PROPERTIES)
    {
      mark_broken (card, self->logical_line);
      return;
    }
  while (start < self->logical->len && g_ascii_isspace (self->logical->str[start]))
    start++;
  if (start == self->logical->len)
    return;
  property = crm_vcard_line_parse (card, self->logical->str + start, self->logical->len - start, self->encoding, &damaged);
  if (property == NULL || damaged)
    mark_broken (card, self->logical_line);
  if (property == NULL)
    return;
  property->line = self->logical_line;
  if (strcmp (property->name, "VERSION") == 0 && property->value != NULL)
    set_version (card);
}

/* vCard 2.1 puts a whole card under AGENT: its lines are not this person's. */
static gboolean
is_agent (const CrmVcard *card)
{
  const CrmVcardProperty *last = card->properties->len > 0 ? card->properties->pdata[card->properties->len - 1] : NULL;

  return last != NULL && strcmp (last->name, "AGENT") == 0 && last->value != NULL && *last->value == '\0';
}

static gboolean
find_begin (CrmVcardParser *self, GError **error)
{
  if (self->begin_seen)
    {
      self->begin_seen = FALSE;
      return TRUE;
    }
  while (read_logical_line (self, 30, error))
    if (line_is (self, "BEGIN:VCARD"))
      return TRUE;
  return FALSE;
}

CrmTableStatus
crm_vcard_parser_next (CrmVcardParser *self, CrmVcard **result, GError **error)
{
  g_autoptr (CrmVcard) card = NULL;
  g_autoptr (GError) failure = NULL;
  guint depth = 1;

  if (!find_begin (self, &failure))
    {
      if (failure == NULL)
        return CRM_TABLE_END;
      g_propagate_error (error, g_steal_pointer (&failure));
      return CRM_TABLE_ERROR;
    }
  card = crm_vcard_new ();
  card->line = self->logical_line;
  card->number = ++self->number;
  self->card_bytes = 0;
  while (depth > 0 && read_logical_line (self, card->version, &failure))
    {
      if (line_is (self, "END:VCARD"))
        depth--;
      else if (line_is (self, "BEGIN:VCARD") && (depth > 1 || is_agent (card)))
        depth++;
      else if (line_is (self, "BEGIN:VCARD"))
        {
          mark_broken (card, self->logical_line);
          self->begin_seen = TRUE;
          depth = 0;
        }
      else if (depth == 1)
        add_property (self, card);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return CRM_TABLE_ERROR;
    }
  if (depth > 0)
    mark_broken (card, self->line);
  *result = g_steal_pointer (&card);
  return CRM_TABLE_ROW;
}
