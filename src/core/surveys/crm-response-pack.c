/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of a response packed in a few bytes each, as response_path keeps them. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-response-pack.h"

#include "core/base/crm-decimal.h"

/* The first byte of an answer: its part, and what follows after the question. */
#define PART_MASK  0x07
#define HAS_OPTION 0x08
#define HAS_ROW    0x10
#define HAS_VALUE  0x20
#define HAS_TEXT   0x40
#define HAS_DATE   0x80

/* Small numbers of either sign become small numbers. */
static guint64
fold (gint64 number)
{
  return ((guint64)number << 1) ^ (number < 0 ? G_MAXUINT64 : 0);
}

static inline gint64
unfold (guint64 number)
{
  return (gint64)(number >> 1) ^ -(gint64)(number & 1);
}

static void
add_number (GByteArray *pack, gint64 number)
{
  guint64 rest = fold (number);
  guint8 byte;

  for (; rest >= 0x80; rest >>= 7)
    {
      byte = (guint8)(rest | 0x80);
      g_byte_array_append (pack, &byte, 1);
    }
  byte = (guint8)rest;
  g_byte_array_append (pack, &byte, 1);
}

static inline gboolean
read_number (CrmResponseUnpack *self, gint64 *number)
{
  guint64 rest = 0;

  /* Nearly all are this short. */
  if (G_LIKELY (self->at < self->end && *self->at < 0x80))
    {
      *number = unfold (*self->at++);
      return TRUE;
    }
  for (guint shift = 0; shift < 64 && self->at < self->end; shift += 7)
    {
      guint8 byte = *self->at++;

      rest |= (guint64)(byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *number = unfold (rest);
          return TRUE;
        }
    }
  return FALSE;
}

/* Beyond this nothing was answered that a figure could use. */
#define LARGEST (G_MAXINT64 / 4)

/* Whole numbers, which nearly all are, shed their six zeros; the lowest bit says which it is. */
static gint64
squeeze (gint64 value)
{
  value = CLAMP (value, -LARGEST, LARGEST);
  return value % CRM_DECIMAL_ONE == 0 ? value / CRM_DECIMAL_ONE * 2 : value * 2 + 1;
}

/* FALSE for what squeeze() cannot have written. */
static gboolean
unsqueeze (gint64 number, CrmPackedAnswer *answer)
{
  answer->is_whole = (number & 1) == 0;
  answer->whole = answer->is_whole ? number / 2 : 0;
  if (answer->is_whole)
    return !__builtin_mul_overflow (answer->whole, CRM_DECIMAL_ONE, &answer->value);
  answer->value = (number - 1) / 2;
  return TRUE;
}

void
crm_response_pack_add (GByteArray *pack, gint64 *last, const CrmPackedAnswer *answer)
{
  guint8 head = answer->part & PART_MASK;

  head |= answer->option != 0 ? HAS_OPTION : 0;
  head |= answer->row != 0 ? HAS_ROW : 0;
  head |= answer->has_value ? HAS_VALUE : 0;
  head |= answer->has_text ? HAS_TEXT : 0;
  head |= answer->date != 0 ? HAS_DATE : 0;
  g_byte_array_append (pack, &head, 1);
  add_number (pack, answer->question - *last);
  *last = answer->question;
  if (answer->option != 0)
    add_number (pack, answer->option);
  if (answer->row != 0)
    add_number (pack, answer->row);
  if (answer->has_value)
    add_number (pack, squeeze (answer->value));
  if (answer->date != 0)
    add_number (pack, answer->date);
}

gboolean
crm_response_unpack_next (CrmResponseUnpack *self, CrmPackedAnswer *answer)
{
  gint64 number = 0;
  guint8 head;

  if (self->at >= self->end)
    return FALSE;
  head = *self->at++;
  *answer = (CrmPackedAnswer){ .part = head & PART_MASK, .has_value = (head & HAS_VALUE) != 0, .has_text = (head & HAS_TEXT) != 0 };
  if (!read_number (self, &number))
    return FALSE;
  if (__builtin_add_overflow (self->last, number, &self->last))
    return FALSE;
  answer->question = self->last;
  if ((head & HAS_OPTION) != 0 && !read_number (self, &answer->option))
    return FALSE;
  if ((head & HAS_ROW) != 0 && !read_number (self, &answer->row))
    return FALSE;
  if (answer->has_value)
    {
      if (!read_number (self, &number) || !unsqueeze (number, answer))
        return FALSE;
    }
  if ((head & HAS_DATE) != 0)
    {
      if (!read_number (self, &number))
        return FALSE;
      answer->date = (gint32)number;
    }
  return TRUE;
}
