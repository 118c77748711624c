/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges two texts that were made of one: by lines, and within lines by words. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-text-merge.h"

#include <string.h>

/* Of two differing middles of this many pieces by pieces a table is made, 4 bytes each. */
#define CELLS_MAX (1024 * 1024)

/* A text in pieces: borrowed, not terminated. */
typedef struct
{
  const char *text;
  gsize length;
} Piece;

typedef enum
{
  BY_LINES,
  BY_WORDS,
} Level;

typedef struct
{
  GString *result;
  gboolean is_empty; /* no line was written yet: an empty one may be the first */
  gboolean lost;
} Merge;

/* ── pieces ───────────────────────────────────────────────────────────────────────────────── */

static GArray *
split_lines (const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  while (*text != '\0' || pieces->len > 0)
    {
      gsize length = strcspn (text, "\n");
      Piece piece = { text, length };

      g_array_append_val (pieces, piece);
      if (text[length] == '\0')
        break;
      text += length + 1;
    }
  return pieces;
}

static const Piece *
get_pieces (GArray *array, guint from)
{
  return (const Piece *)(gpointer)array->data + from;
}

static gboolean
is_same (const Piece *a, const Piece *b)
{
  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

/* ── a range of pieces ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const Piece *pieces;
  guint n;
} Range;

static Range
get_range (GArray *array, guint from, guint to)
{
  return (Range){ get_pieces (array, from), to - from };
}

static gboolean
is_same_range (Range a, Range b)
{
  if (a.n != b.n)
    return FALSE;
  for (guint i = 0; i < a.n; i++)
    if (!is_same (&a.pieces[i], &b.pieces[i]))
      return FALSE;
  return TRUE;
}

static guint
count_common_start (Range a, Range b)
{
  guint n = 0;

  while (n < a.n && n < b.n && is_same (&a.pieces[n], &b.pieces[n]))
    n++;
  return n;
}

static guint
count_common_end (Range a, Range b)
{
  guint n = 0;

  while (n < a.n && n < b.n && is_same (&a.pieces[a.n - 1 - n], &b.pieces[b.n - 1 - n]))
    n++;
  return n;
}

static Range
skip (Range range, guint start, guint end)
{
  return (Range){ range.pieces + start, range.n - start - end };
}

/* Letters and digits that stand together are a word; Chinese characters, signs and spaces are each one of their own. */
static gboolean
is_in_word (gunichar c)
{
  return c < 0x2e80 && (g_unichar_isalnum (c) || g_unichar_ismark (c));
}

/* The words of lines, which lie one after another with their breaks between them. */
static GArray *
split_words (Range lines)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  const Piece *last = &lines.pieces[lines.n - 1];
  const char *text = lines.pieces[0].text, *end = last->text + last->length;

  while (text < end)
    {
      const char *next = g_utf8_next_char (text);
      Piece piece;

      if (is_in_word (g_utf8_get_char (text)))
        while (next < end && is_in_word (g_utf8_get_char (next)))
          next = g_utf8_next_char (next);
      piece = (Piece){ text, (gsize)(next - text) };
      g_array_append_val (pieces, piece);
      text = next;
    }
  return pieces;
}

static void
write_piece (Merge *merge, const Piece *piece, Level level)
{
  if (level == BY_LINES && !merge->is_empty)
    g_string_append_c (merge->result, '\n');
  merge->is_empty = FALSE;
  g_string_append_len (merge->result, piece->text, (gssize)piece->length);
}

static void
write_range (Merge *merge, Range range, Level level)
{
  for (guint i = 0; i < range.n; i++)
    write_piece (merge, &range.pieces[i], level);
}

/* ── what stayed ──────────────────────────────────────────────────────────────────────────── */

/* The longest common subsequence of two middles, as the place in @to of each piece of @from, or -1. */
static void
match_middles (Range from, Range to, int *places, int offset)
{
  guint width = to.n + 1;
  g_autofree guint *table = g_new0 (guint, (gsize)(from.n + 1) * width);

  for (guint i = from.n; i-- > 0;)
    for (guint j = to.n; j-- > 0;)
      table[i * width + j] = is_same (&from.pieces[i], &to.pieces[j]) ? table[(i + 1) * width + j + 1] + 1 : MAX (table[(i + 1) * width + j], table[i * width + j + 1]);
  for (guint i = 0, j = 0; i < from.n && j < to.n;)
    if (is_same (&from.pieces[i], &to.pieces[j]))
      places[i++] = offset + (int)j++;
    else if (table[(i + 1) * width + j] >= table[i * width + j + 1])
      i++;
    else
      j++;
}

/* For each piece of @base where it stands in @other, or -1. */
static int *
match (GArray *base, GArray *other)
{
  int *places = g_new (int, base->len + 1);
  Range a = get_range (base, 0, base->len), b = get_range (other, 0, other->len);
  guint start = count_common_start (a, b), end = count_common_end (skip (a, start, 0), skip (b, start, 0));

  for (guint i = 0; i < base->len; i++)
    places[i] = i < start ? (int)i : i >= base->len - end ? (int)(other->len - (base->len - i))
                                                          : -1;
  a = skip (a, start, end);
  b = skip (b, start, end);
  if (a.n > 0 && b.n > 0 && (guint64)(a.n + 1) * (b.n + 1) <= CELLS_MAX)
    match_middles (a, b, places + start, (int)start);
  return places;
}

/* ── merging ──────────────────────────────────────────────────────────────────────────────── */

static void merge_pieces (Merge *merge, GArray *base, GArray *older, GArray *newer, Level level);

/* Both put something in at the same place. */
static void
write_both (Merge *merge, Range older, Range newer, Level level)
{
  guint start = level == BY_LINES ? count_common_start (older, newer) : 0;
  guint end = level == BY_LINES ? count_common_end (skip (older, start, 0), skip (newer, start, 0)) : 0;
  guint n = MIN (older.n, newer.n);

  if (count_common_start (older, newer) == n || count_common_end (older, newer) == n)
    {
      write_range (merge, older.n > newer.n ? older : newer, level);
      return;
    }
  write_range (merge, skip (older, 0, end), level);
  write_range (merge, skip (newer, start, 0), level);
}

static void
merge_words (Merge *merge, Range base, Range older, Range newer)
{
  g_autoptr (GArray) base_words = split_words (base);
  g_autoptr (GArray) older_words = split_words (older);
  g_autoptr (GArray) newer_words = split_words (newer);
  Piece nothing = { "", 0 };

  write_piece (merge, &nothing, BY_LINES);
  merge_pieces (merge, base_words, older_words, newer_words, BY_WORDS);
}

/* Both changed the same, and differently. */
static void
settle (Merge *merge, Range base, Range older, Range newer, Level level)
{
  if (base.n == 0)
    write_both (merge, older, newer, level);
  else if (level == BY_LINES && older.n > 0 && newer.n > 0)
    merge_words (merge, base, older, newer);
  else
    {
      merge->lost = TRUE;
      write_range (merge, newer.n > 0 ? newer : older, level);
    }
}

static void
merge_ranges (Merge *merge, Range base, Range older, Range newer, Level level)
{
  if (is_same_range (base, older) || is_same_range (older, newer))
    write_range (merge, newer, level);
  else if (is_same_range (base, newer))
    write_range (merge, older, level);
  else
    settle (merge, base, older, newer, level);
}

/* Where something stands between two pieces of the base in one of the texts: from where the one before ended to where the next begins. */
typedef struct
{
  gboolean is_known; /* one of the two is there */
  guint from;
  guint to;
} Gap;

static Gap
find_gap (const int *places, guint n_base, guint n, guint at)
{
  gboolean before = at == 0 || places[at - 1] >= 0, after = at == n_base || places[at] >= 0;
  guint from = at == 0 ? 0 : (guint)(places[at - 1] + 1), to = at == n_base ? n : (guint)MAX (places[at], 0);

  return (Gap){ before || after, before ? from : to, after ? to : from };
}

/* From one place that is known in both to the next: what stood there, then what was put in. */
static void
merge_pieces (Merge *merge, GArray *base, GArray *older, GArray *newer, Level level)
{
  g_autofree int *in_older = match (base, older);
  g_autofree int *in_newer = match (base, newer);
  guint i = 0, j = 0, k = 0;

  for (guint at = 0; at <= base->len; at++)
    {
      Gap a = find_gap (in_older, base->len, older->len, at), b = find_gap (in_newer, base->len, newer->len, at);

      if (!a.is_known || !b.is_known)
        continue;
      merge_ranges (merge, get_range (base, i, at), get_range (older, j, a.from), get_range (newer, k, b.from), level);
      merge_ranges (merge, get_range (base, at, at), get_range (older, a.from, a.to), get_range (newer, b.from, b.to), level);
      i = at;
      j = a.to;
      k = b.to;
    }
}

char *
crm_text_merge (const char *base, const char *older, const char *newer, gboolean *lost)
{
  g_autoptr (GArray) base_lines = split_lines (base);
  g_autoptr (GArray) older_lines = split_lines (older);
  g_autoptr (GArray) newer_lines = split_lines (newer);
  Merge merge = { g_string_new (NULL), TRUE };

  merge_pieces (&merge, base_lines, older_lines, newer_lines, BY_LINES);
  *lost = merge.lost;
  return g_string_free_and_steal (merge.result);
}

/* ── choices ──────────────────────────────────────────────────────────────────────────────── */

char *
crm_choices_merge (const char *base, const char *older, const char *newer)
{
  g_auto (GStrv) before = g_strsplit (base, "\n", -1);
  g_auto (GStrv) first = g_strsplit (older, "\n", -1);
  g_auto (GStrv) second = g_strsplit (newer, "\n", -1);
  char **const sides[] = { first, second };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) merged = NULL;

  for (guint side = 0; side < G_N_ELEMENTS (sides); side++)
    for (char **choice = sides[side]; *choice != NULL; choice++)
      {
        const char *const *other = (const char *const *)sides[1 - side];
        gboolean in_both = g_strv_contains (other, *choice);

        /* One of both is put down where the first side has it. */
        if (**choice != '\0' && (in_both ? side == 0 : !g_strv_contains ((const char *const *)before, *choice)))
          g_strv_builder_add (builder, *choice);
      }
  merged = g_strv_builder_end (builder);
  return g_strjoinv ("\n", merged);
}
