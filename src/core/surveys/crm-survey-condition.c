/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions under which questions are shown: a small language, parsed and looked up, never run. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-condition.h"

#include "core/base/crm-date.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* More is not a condition but an attack on the stack. */
#define DEPTH_MAX  40
#define LENGTH_MAX 2000

typedef enum
{
  OP_AND,
  OP_OR,
  OP_NOT,
  OP_EQUAL,
  OP_NOT_EQUAL,
  OP_LESS,
  OP_AT_MOST,
  OP_GREATER,
  OP_AT_LEAST,
  OP_INCLUDES,
  OP_ANSWERED,
} Op;

/* Children are places in the nodes; tests have none. */
typedef struct
{
  Op op;
  guint left;
  guint right;
  char *code;
  char *detail;
  char *word;
  gboolean has_number;
  gint64 number;
  gboolean quoted;
} Node;

struct _CrmSurveyCondition
{
  GArray *nodes; /* of Node */
  GArray *tests; /* of guint: those nodes that are tests, in the order written */
  guint root;
};

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef enum
{
  TOKEN_END,
  TOKEN_NAME,
  TOKEN_NUMBER,
  TOKEN_TEXT,
  TOKEN_SIGN,
} TokenType;

typedef struct
{
  CrmSurveyCondition *condition;
  const char *at;
  TokenType type;
  char *token;
  int depth;
  GError *error;
} Parser;

static const char *
get_token (Parser *self)
{
  return self->token != NULL && *self->token != '\0' ? self->token : _ ("the end");
}

/* Takes @message. The first is the one to tell. */
static gboolean
fail (Parser *self, char *message)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, message);
  g_free (message);
  return FALSE;
}

static void
take (Parser *self, TokenType type, const char *end)
{
  g_free (self->token);
  self->token = g_strndup (self->at, (gsize)(end - self->at));
  self->type = type;
  self->at = end;
}

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar)c >= 0x80;
}

static void
take_text (Parser *self, const char *closing)
{
  const char *end;

  self->at = g_utf8_next_char (self->at);
  end = strstr (self->at, closing);
  if (end == NULL)
    {
      take (self, TOKEN_TEXT, self->at + strlen (self->at));
      fail (self, g_strdup_printf (_ ("A quotation mark is opened before “%s” and not closed."), get_token (self)));
      return;
    }
  take (self, TOKEN_TEXT, end);
  self->at = g_utf8_next_char (end);
}

/* Letters of any script belong to a name, signs of more than a byte do not. */
static gboolean
goes_on (const char *at)
{
  static const char *const ends[] = { "≠", "≤", "≥", "“", "”" };

  if (!is_name (*at) && *at != '.')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_prefix (at, ends[i]))
      return FALSE;
  return TRUE;
}

/* Names may hold a dot, numbers a fraction, dates two hyphens. */
static void
take_word (Parser *self)
{
  const char *end = self->at + (*self->at == '-');
  gboolean number = g_ascii_isdigit (*end);

  while (goes_on (end) || (number && *end == '-'))
    end++;
  for (const char *at = self->at; at < end; at++)
    number = number && (g_ascii_isdigit (*at) || *at == '.' || *at == '-');
  take (self, number ? TOKEN_NUMBER : TOKEN_NAME, end);
}

static void
advance (Parser *self)
{
  static const char *const signs[] = { "!=", "<>", "<=", ">=", "≠", "≤", "≥", "=", "<", ">", "(", ")" };

  while (g_ascii_isspace (*self->at))
    self->at++;
  if (*self->at == '\0')
    {
      take (self, TOKEN_END, self->at);
      return;
    }
  if (*self->at == '"')
    {
      take_text (self, "\"");
      return;
    }
  if (g_str_has_prefix (self->at, "“"))
    {
      take_text (self, "”");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (self->at, signs[i]))
      {
        take (self, TOKEN_SIGN, self->at + strlen (signs[i]));
        return;
      }
  if ((goes_on (self->at) && *self->at != '.') || *self->at == '-')
    take_word (self);
  else
    {
      take (self, TOKEN_SIGN, g_utf8_next_char (self->at));
      fail (self, g_strdup_printf (_ ("“%s” has no meaning in a condition."), get_token (self)));
    }
}

static gboolean
is_word (Parser *self, const char *word)
{
  return self->type == TOKEN_NAME && g_ascii_strcasecmp (self->token, word) == 0;
}

static gboolean
is_sign (Parser *self, const char *sign)
{
  return self->type == TOKEN_SIGN && strcmp (self->token, sign) == 0;
}

static guint
add_node (Parser *self, Node node)
{
  g_array_append_val (self->condition->nodes, node);
  return self->condition->nodes->len - 1;
}

static gboolean
parse_date (const char *text, gint64 *number)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 4);
  guint64 numbers[3];

  if (g_strv_length (parts) != G_N_ELEMENTS (numbers))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!g_ascii_string_to_unsigned (parts[i], 10, 1, 9999, &numbers[i], NULL))
      return FALSE;
  *number = crm_date_make ((int)numbers[0], (int)numbers[1], (int)numbers[2]);
  return *number != CRM_DATE_NONE;
}

static gboolean
parse_value (Parser *self, Node *node)
{
  if (self->type != TOKEN_NAME && self->type != TOKEN_NUMBER && self->type != TOKEN_TEXT)
    return fail (self, g_strdup_printf (_ ("A value is missing before “%s”."), get_token (self)));
  node->word = g_strdup (self->token);
  node->quoted = self->type == TOKEN_TEXT;
  if (self->type == TOKEN_NUMBER)
    {
      node->has_number = parse_date (self->token, &node->number) || crm_decimal_parse (self->token, '.', &node->number, NULL);
      if (!node->has_number)
        return fail (self, g_strdup_printf (_ ("“%s” is neither a number nor a date."), get_token (self)));
    }
  advance (self);
  return self->error == NULL;
}

static gboolean
parse_operator (Parser *self, Node *node)
{
  static const struct
  {
    const char *sign;
    Op op;
  } operators[] = {
    { "=", OP_EQUAL },
    { "!=", OP_NOT_EQUAL },
    { "<>", OP_NOT_EQUAL },
    { "≠", OP_NOT_EQUAL },
    { "<", OP_LESS },
    { "<=", OP_AT_MOST },
    { "≤", OP_AT_MOST },
    { ">", OP_GREATER },
    { ">=", OP_AT_LEAST },
    { "≥", OP_AT_LEAST },
  };

  if (is_word (self, "answered"))
    {
      node->op = OP_ANSWERED;
      advance (self);
      return self->error == NULL;
    }
  if (is_word (self, "includes"))
    {
      node->op = OP_INCLUDES;
      advance (self);
      return parse_value (self, node);
    }
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (is_sign (self, operators[i].sign))
      {
        node->op = operators[i].op;
        advance (self);
        return parse_value (self, node);
      }
  return fail (self, g_strdup_printf (_ ("A comparison such as = or “answered” is missing before “%s”."), get_token (self)));
}

static void
node_clear (gpointer data)
{
  Node *node = data;

  g_free (node->code);
  g_free (node->detail);
  g_free (node->word);
}

static gboolean
is_keyword (Parser *self)
{
  return is_word (self, "and") || is_word (self, "or") || is_word (self, "includes") || is_word (self, "answered");
}

static gboolean
parse_test (Parser *self, guint *place)
{
  Node node = { 0 };
  char *dot;

  if (self->type != TOKEN_NAME || is_keyword (self))
    return fail (self, g_strdup_printf (_ ("The code of a question is missing before “%s”."), get_token (self)));
  node.code = g_strdup (self->token);
  dot = strchr (node.code, '.');
  if (dot != NULL)
    {
      *dot = '\0';
      node.detail = g_strdup (dot + 1);
    }
  advance (self);
  if (self->error != NULL || !parse_operator (self, &node))
    {
      node_clear (&node);
      return FALSE;
    }
  *place = add_node (self, node);
  g_array_append_val (self->condition->tests, *place);
  return TRUE;
}

static gboolean parse_or (Parser *self, guint *place);

static gboolean
parse_term (Parser *self, guint *place)
{
  gboolean ok;

  if (++self->depth > DEPTH_MAX)
    return fail (self, g_strdup_printf (_ ("The condition is nested too deeply at “%s”."), get_token (self)));
  if (is_word (self, "not"))
    {
      advance (self);
      ok = parse_term (self, place);
      if (ok)
        *place = add_node (self, (Node){ .op = OP_NOT, .left = *place });
    }
  else if (is_sign (self, "("))
    {
      advance (self);
      ok = parse_or (self, place) && (is_sign (self, ")") || fail (self, g_strdup_printf (_ ("A closing parenthesis is missing before “%s”."), get_token (self))));
      if (ok)
        advance (self);
    }
  else
    ok = parse_test (self, place);
  self->depth--;
  return ok && self->error == NULL;
}

static gboolean
parse_joined (Parser *self, const char *word, Op op, gboolean (*part) (Parser *, guint *), guint *place)
{
  if (!part (self, place))
    return FALSE;
  while (is_word (self, word))
    {
      guint right;

      advance (self);
      if (self->error != NULL || !part (self, &right))
        return FALSE;
      *place = add_node (self, (Node){ .op = op, .left = *place, .right = right });
    }
  return TRUE;
}

static gboolean
parse_and (Parser *self, guint *place)
{
  return parse_joined (self, "and", OP_AND, parse_term, place);
}

static gboolean
parse_or (Parser *self, guint *place)
{
  return parse_joined (self, "or", OP_OR, parse_and, place);
}

static void
condition_clear (gpointer data)
{
  CrmSurveyCondition *self = data;

  g_array_unref (self->nodes);
  g_array_unref (self->tests);
}

CrmSurveyCondition *
crm_survey_condition_ref (CrmSurveyCondition *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_survey_condition_unref (CrmSurveyCondition *self)
{
  g_atomic_rc_box_release_full (self, condition_clear);
}

/* Full-width letters, digits and signs, as an input method leaves them, become the usual ones. */
static char *
normalize (const char *text, GError **error)
{
  char *plain = g_utf8_validate (text, -1, NULL) && strlen (text) <= LENGTH_MAX ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;

  if (plain == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A condition is one line of text."));
  return plain;
}

CrmSurveyCondition *
crm_survey_condition_parse (const char *text, GError **error)
{
  g_autoptr (CrmSurveyCondition) self = NULL;
  g_autofree char *plain = NULL;
  Parser parser = { 0 };
  gboolean ok;

  g_return_val_if_fail (text != NULL, NULL);

  plain = normalize (text, error);
  if (plain == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (CrmSurveyCondition);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (self->nodes, node_clear);
  self->tests = g_array_new (FALSE, FALSE, sizeof (guint));
  parser.condition = self;
  parser.at = plain;
  advance (&parser);
  ok = parser.error == NULL && parse_or (&parser, &self->root) && (parser.type == TOKEN_END || fail (&parser, g_strdup_printf (_ ("“and” or “or” is missing before “%s”."), get_token (&parser))));
  g_free (parser.token);
  if (parser.error != NULL)
    g_propagate_error (error, parser.error);
  return ok && parser.error == NULL ? g_steal_pointer (&self) : NULL;
}

/* ── looking up ───────────────────────────────────────────────────────────────────────────── */

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *one = g_utf8_casefold (a, -1), *two = g_utf8_casefold (b, -1);

  return strcmp (one, two) == 0;
}

static gboolean
has_word (const CrmSurveyOperand *operand, const char *word)
{
  for (guint i = 0; i < operand->n_words; i++)
    if (is_same (operand->words[i], word))
      return TRUE;
  return FALSE;
}

/* Several chosen options equal one where it is the only one. */
static gboolean
is_equal (const Node *node, const CrmSurveyOperand *operand)
{
  if (operand->n_words > 0 && has_word (operand, node->word))
    return operand->n_words == 1;
  return operand->n_words == 0 && operand->has_number && node->has_number && operand->number == node->number;
}

static gboolean
test_is_true (const Node *node, const CrmSurveyOperand *operand)
{
  gboolean comparable = operand->has_number && node->has_number;

  if (!operand->answered)
    return FALSE;
  switch (node->op)
    {
    case OP_ANSWERED:
      return TRUE;
    case OP_INCLUDES:
      return has_word (operand, node->word) || (operand->n_words == 0 && is_equal (node, operand));
    case OP_EQUAL:
      return is_equal (node, operand);
    case OP_NOT_EQUAL:
      return !is_equal (node, operand);
    case OP_LESS:
      return comparable && operand->number < node->number;
    case OP_AT_MOST:
      return comparable && operand->number <= node->number;
    case OP_GREATER:
      return comparable && operand->number > node->number;
    case OP_AT_LEAST:
      return comparable && operand->number >= node->number;
    case OP_AND:
    case OP_OR:
    case OP_NOT:
    default:
      return FALSE;
    }
}

static gboolean
is_true (const CrmSurveyCondition *self, guint place, CrmSurveyLookup lookup, gpointer data)
{
  const Node *node = &g_array_index (self->nodes, Node, place);
  CrmSurveyOperand operand = { 0 };

  if (node->op == OP_AND)
    return is_true (self, node->left, lookup, data) && is_true (self, node->right, lookup, data);
  if (node->op == OP_OR)
    return is_true (self, node->left, lookup, data) || is_true (self, node->right, lookup, data);
  if (node->op == OP_NOT)
    return !is_true (self, node->left, lookup, data);
  lookup (node->code, node->detail, &operand, data);
  return test_is_true (node, &operand);
}

gboolean
crm_survey_condition_is_true (const CrmSurveyCondition *self, CrmSurveyLookup lookup, gpointer data)
{
  g_return_val_if_fail (self != NULL && lookup != NULL, TRUE);

  return is_true (self, self->root, lookup, data);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static void
add_text (JsonBuilder *builder, const char *text)
{
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
write_node (const CrmSurveyCondition *self, guint place, JsonBuilder *builder)
{
  static const char *const signs[] = {
    [OP_AND] = "and",
    [OP_OR] = "or",
    [OP_NOT] = "not",
    [OP_EQUAL] = "=",
    [OP_NOT_EQUAL] = "!=",
    [OP_LESS] = "<",
    [OP_AT_MOST] = "<=",
    [OP_GREATER] = ">",
    [OP_AT_LEAST] = ">=",
    [OP_INCLUDES] = "includes",
    [OP_ANSWERED] = "answered",
  };
  const Node *node = &g_array_index (self->nodes, Node, place);

  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, signs[node->op]);
  if (node->op == OP_AND || node->op == OP_OR || node->op == OP_NOT)
    {
      write_node (self, node->left, builder);
      if (node->op != OP_NOT)
        write_node (self, node->right, builder);
    }
  else
    {
      g_autofree char *number = node->has_number ? g_strdup_printf ("%" G_GINT64_FORMAT, node->number) : NULL;

      add_text (builder, node->code);
      add_text (builder, node->detail);
      add_text (builder, node->word);
      add_text (builder, number);
    }
  json_builder_end_array (builder);
}

void
crm_survey_condition_write (const CrmSurveyCondition *self, JsonBuilder *builder)
{
  g_return_if_fail (self != NULL && builder != NULL);

  write_node (self, self->root, builder);
}

guint
crm_survey_condition_get_n_tests (const CrmSurveyCondition *self)
{
  return self->tests->len;
}

CrmSurveyTest
crm_survey_condition_get_test (const CrmSurveyCondition *self, guint i)
{
  const Node *node = &g_array_index (self->nodes, Node, g_array_index (self->tests, guint, i));

  return (CrmSurveyTest){ node->code, node->detail, node->word, node->has_number, node->number, node->quoted };
}
