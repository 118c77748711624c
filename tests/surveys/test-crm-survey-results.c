/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey with a question of every type: against plain counting, filtered, anonymous, and as read from a file. */

#include "core/surveys/crm-response-pack.h"
#include "core/surveys/crm-survey-groups.h"
#include "core/surveys/crm-survey-reading.h"
#include "core/surveys/crm-survey-sheet.h"
#include "tests/surveys/survey-fixture.h"

#define SEED        20261122
#define N_RESPONSES 3000
#define N_OPTIONS   2
#define NOBODY      (-1)

/* What the random responses say, kept plainly: −1 where nothing. */
typedef struct
{
  CrmSurveyResponse response;
  int points[CRM_N_QUESTION_TYPES][2]; /* by type and part, or row, or option: place of the option, rank, whether chosen */
  gint64 number;
  gboolean text;
} Plain;

/* ── a survey ─────────────────────────────────────────────────────────────────────────────── */

static CrmId
make_whole_survey (Fixture *fixture, gboolean anonymous)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *survey = crm_survey_create (edit, "Everything", "other", "en", NULL);
  CrmId id = survey->id;
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (CrmEdit) publish = NULL;

  crm_change_set_integer (survey, CRM_SURVEY_ANONYMOUS, anonymous);
  crm_edit_result_free (apply (fixture, edit));
  for (int type = 0; type < CRM_N_QUESTION_TYPES; type++)
    {
      g_autoptr (CrmSurveyForm) before = read_form (fixture, &id);
      g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (before, "Add question");

      crm_survey_draft_add_question (draft, (CrmQuestionType)type, NULL, NULL);
      apply_draft (fixture, draft);
    }
  form = read_form (fixture, &id);
  publish = crm_survey_form_new_publish (form, NOW);
  crm_edit_result_free (apply (fixture, publish));
  return id;
}

static gint64
get_question_rowid (const CrmSurveyForm *form, CrmQuestionType type)
{
  for (guint i = 0; i < form->questions->len; i++)
    if (((const CrmSurveyQuestion *)form->questions->pdata[i])->type == type)
      return ((const CrmSurveyQuestion *)form->questions->pdata[i])->record->rowid;
  g_assert_not_reached ();
}

static guint
get_place (const CrmSurveyResults *results, CrmQuestionType type)
{
  for (guint i = 0; i < results->n_questions; i++)
    if (results->questions[i].column->question->type == type)
      return i;
  g_assert_not_reached ();
}

static const CrmQuestionResult *
get_result (const CrmSurveyResults *results, CrmQuestionType type)
{
  return &results->questions[get_place (results, type)];
}

/* ── random responses ─────────────────────────────────────────────────────────────────────── */

static gint64
get_rowid (GPtrArray *records, int place)
{
  return place >= 0 && (guint)place < records->len ? ((CrmRecord *)records->pdata[place])->rowid : 0;
}

static void
pack_points (GByteArray *pack, gint64 *last, const CrmSurveyQuestion *question, const Plain *plain)
{
  for (guint i = 0; i < 2; i++)
    {
      const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);
      CrmPackedAnswer answer = { .question = question->record->rowid, .part = parts[0] != CRM_ANSWER_PART_NONE ? parts[i] : 0, .has_value = TRUE };
      int points = plain->points[question->type][i];

      if (points == NOBODY)
        continue;
      answer.value = points * CRM_DECIMAL_ONE;
      if (question->type == CRM_QUESTION_TYPE_SINGLE)
        answer.option = get_rowid (question->options, points);
      else if (question->type == CRM_QUESTION_TYPE_MULTIPLE || question->type == CRM_QUESTION_TYPE_RANKING)
        answer.option = get_rowid (question->options, (int)i);
      else if (question->type == CRM_QUESTION_TYPE_MATRIX)
        {
          answer.row = get_rowid (question->rows, (int)i);
          answer.option = get_rowid (question->options, points);
        }
      crm_response_pack_add (pack, last, &answer);
    }
}

static GByteArray *
make_pack (const CrmSurveyForm *form, const Plain *plain)
{
  GByteArray *pack = g_byte_array_new ();
  gint64 last = 0;

  for (guint i = 0; i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[i];
      CrmPackedAnswer answer = { .question = question->record->rowid };

      pack_points (pack, &last, question, plain);
      answer.has_value = question->type == CRM_QUESTION_TYPE_NUMBER && plain->number != CRM_SURVEY_NO_NUMBER;
      answer.value = plain->number;
      answer.has_text = question->type == CRM_QUESTION_TYPE_LONG_TEXT && plain->text;
      if (answer.has_value || answer.has_text)
        crm_response_pack_add (pack, &last, &answer);
    }
  return pack;
}

static int
pick (GRand *random, int from, int until)
{
  return g_rand_int_range (random, 0, 8) == 0 ? NOBODY : g_rand_int_range (random, from, until);
}

static void
fill_plain (GRand *random, Plain *plain)
{
  static const struct
  {
    CrmQuestionType type;
    int from, until, n;
  } ranges[] = {
    { CRM_QUESTION_TYPE_SINGLE, 0, 2, 1 },
    { CRM_QUESTION_TYPE_MULTIPLE, 1, 2, 2 },
    { CRM_QUESTION_TYPE_MATRIX, 0, 2, 2 },
    { CRM_QUESTION_TYPE_SCALE, 1, 6, 1 },
    { CRM_QUESTION_TYPE_STARS, 1, 6, 1 },
    { CRM_QUESTION_TYPE_NPS, 0, 11, 1 },
    { CRM_QUESTION_TYPE_CES, 1, 8, 1 },
    { CRM_QUESTION_TYPE_CSAT, 1, 6, 1 },
    { CRM_QUESTION_TYPE_RANKING, 1, 3, 2 },
    { CRM_QUESTION_TYPE_KANO, 1, 6, 2 },
    { CRM_QUESTION_TYPE_SERVQUAL, 1, 8, 2 },
  };

  for (guint i = 0; i < CRM_N_QUESTION_TYPES; i++)
    plain->points[i][0] = plain->points[i][1] = NOBODY;
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (int j = 0; j < ranges[i].n; j++)
      plain->points[ranges[i].type][j] = pick (random, ranges[i].from, ranges[i].until);
  plain->number = g_rand_int_range (random, 0, 5) == 0 ? CRM_SURVEY_NO_NUMBER : g_rand_int_range (random, -500, 500) * CRM_DECIMAL_ONE / 4;
  plain->text = g_rand_int_range (random, 0, 3) == 0;
}

static CrmSurveyColumns *
make_columns (CrmSurveyForm *form, GRand *random, Plain *plains, guint n)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_form_unref);
  CrmSurveyColumns *columns;

  g_ptr_array_add (forms, crm_survey_form_ref (form));
  columns = crm_survey_columns_new (forms, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) pack = NULL;

      plains[i].response = (CrmSurveyResponse){
        .id = i + 1,
        .customer = g_rand_int_range (random, 0, 50),
        .owner = g_rand_int_range (random, 0, 4),
        .day = crm_date_from_days (20454 + g_rand_int_range (random, 0, 300)),
        .channel = (guint8)g_rand_int_range (random, 0, 7),
        .complete = g_rand_boolean (random),
      };
      fill_plain (random, &plains[i]);
      pack = make_pack (form, &plains[i]);
      g_assert_true (crm_survey_columns_add (columns, &plains[i].response, pack->data, pack->len));
    }
  return columns;
}

/* ── plain counting ───────────────────────────────────────────────────────────────────────── */

static gboolean
is_left (const CrmSurveyFilter *filter, const Plain *plain)
{
  const CrmSurveyResponse *response = &plain->response;
  gboolean found = filter->customers == NULL;

  for (gsize i = 0; i < filter->n_customers; i++)
    found |= filter->customers[i] == response->customer;
  return found && (filter->from == 0 || response->day >= filter->from) && (filter->to == 0 || response->day <= filter->to)
         && (filter->channels == 0 || (filter->channels & 1u << response->channel) != 0) && (filter->owner == 0 || response->owner == filter->owner)
         && (!filter->complete_only || response->complete);
}

static guint
count_plain (const CrmSurveyFilter *filter, const Plain *plains, CrmQuestionType type, guint part, int points)
{
  guint n = 0;

  for (guint i = 0; i < N_RESPONSES; i++)
    n += is_left (filter, &plains[i]) && plains[i].points[type][part] == points;
  return n;
}

static void
check_counts (const CrmSurveyResults *results, const CrmSurveyFilter *filter, const Plain *plains)
{
  for (int type = 0; type < CRM_N_QUESTION_TYPES; type++)
    {
      const CrmQuestionResult *result = get_result (results, (CrmQuestionType)type);
      guint n_rows = type == CRM_QUESTION_TYPE_SERVQUAL ? 2 : result->n_rows;

      if (type == CRM_QUESTION_TYPE_KANO)
        continue;
      for (guint row = 0; row < n_rows; row++)
        for (guint i = 0; i < result->n_counts; i++)
          {
            int points = type == CRM_QUESTION_TYPE_RANKING ? (int)i + 1 : type == CRM_QUESTION_TYPE_MULTIPLE ? 1
                                                                                                             : result->column->minimum + (int)i;
            guint part = type == CRM_QUESTION_TYPE_MULTIPLE ? i : row;

            g_assert_cmpuint (result->counts[row * result->n_counts + i], ==, count_plain (filter, plains, (CrmQuestionType)type, part, points));
          }
    }
}

static void
check_kano (const CrmSurveyResults *results, const CrmSurveyFilter *filter, const Plain *plains)
{
  const CrmQuestionResult *result = get_result (results, CRM_QUESTION_TYPE_KANO);
  guint counts[CRM_N_KANO_CATEGORIES] = { 0 };

  for (guint i = 0; i < N_RESPONSES; i++)
    {
      const int *points = plains[i].points[CRM_QUESTION_TYPE_KANO];
      CrmKanoCategory category;

      if (is_left (filter, &plains[i]) && crm_kano_classify ((CrmRating)points[0], (CrmRating)points[1], &category))
        counts[category]++;
    }
  g_assert_cmpmem (result->counts, result->n_counts * sizeof (guint), counts, sizeof counts);
}

static void
check_gap_and_number (const CrmSurveyResults *results, const CrmSurveyFilter *filter, const Plain *plains)
{
  CrmMoments gap = { 0 }, number = { 0 };
  guint n = 0, n_written = 0;

  for (guint i = 0; i < N_RESPONSES; i++)
    {
      const int *points = plains[i].points[CRM_QUESTION_TYPE_SERVQUAL];

      if (!is_left (filter, &plains[i]))
        continue;
      n++;
      n_written += plains[i].text;
      if (points[0] != NOBODY && points[1] != NOBODY)
        crm_moments_add (&gap, points[1] - points[0]);
      if (plains[i].number != CRM_SURVEY_NO_NUMBER)
        crm_moments_add (&number, plains[i].number);
    }
  g_assert_cmpuint (results->n, ==, n);
  g_assert_cmpuint (get_result (results, CRM_QUESTION_TYPE_LONG_TEXT)->n, ==, n_written);
  g_assert_cmpuint (results->servqual->overall.gap.n, ==, gap.n);
  g_assert_cmpfloat_with_epsilon (results->servqual->overall.gap.value, crm_moments_get_mean (&gap), 1e-9);
  g_assert_cmpuint (get_result (results, CRM_QUESTION_TYPE_NUMBER)->numbers.mean.n, ==, number.n);
  g_assert_cmpfloat_with_epsilon (get_result (results, CRM_QUESTION_TYPE_NUMBER)->score.value, crm_moments_get_mean (&number) / CRM_DECIMAL_ONE, 1e-9);
}

static void
check_scores (const CrmSurveyResults *results)
{
  static const struct
  {
    CrmQuestionType type;
    CrmScoreKind kind;
  } scored[] = { { CRM_QUESTION_TYPE_NPS, CRM_SCORE_NPS }, { CRM_QUESTION_TYPE_CSAT, CRM_SCORE_SHARE }, { CRM_QUESTION_TYPE_CES, CRM_SCORE_MEAN }, { CRM_QUESTION_TYPE_STARS, CRM_SCORE_MEAN } };

  for (gsize i = 0; i < G_N_ELEMENTS (scored); i++)
    {
      const CrmQuestionResult *result = get_result (results, scored[i].type);
      CrmScore score = crm_score_from_counts (scored[i].kind, result->column->minimum, result->counts, result->n_counts);

      g_assert_true (result->has_score);
      g_assert_cmpuint (result->score.n, ==, score.n);
      g_assert_cmpfloat (result->score.value, ==, score.value);
      g_assert_cmpfloat (result->score.low, ==, score.low);
    }
  g_assert_cmpuint (results->primary, ==, get_place (results, CRM_QUESTION_TYPE_NPS));
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  static const gint64 customers[] = { 3, 4, 17, 40, 49 };
  static const CrmSurveyFilter filters[] = {
    { 0 },
    { .from = 20260201, .to = 20260331 },
    { .channels = 1u << 2 | 1u << 5, .complete_only = TRUE },
    { .owner = 2, .from = 20260401 },
    { .customers = customers, .n_customers = G_N_ELEMENTS (customers) },
    { .from = 20300101 },
    { .to = 20260115, .channels = 1u << 6, .owner = 1, .customers = customers, .n_customers = 2 },
  };
  CrmId survey = make_whole_survey (fixture, FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree Plain *plains = g_new0 (Plain, N_RESPONSES);
  g_autoptr (CrmSurveyColumns) columns = make_columns (form, random, plains, N_RESPONSES);

  g_test_message ("seed %d", SEED);
  g_assert_cmpuint (columns->n_lost, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (CrmSurveyResults) results = crm_survey_results_new (columns, &filters[i]);

      check_counts (results, &filters[i], plains);
      check_kano (results, &filters[i], plains);
      check_gap_and_number (results, &filters[i], plains);
      check_scores (results);
    }
}

/* Clicking an answer leaves exactly those it was counted of, for every count of every question; a period has one before it. */
static void
test_answer_filter (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_whole_survey (fixture, FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree Plain *plains = g_new0 (Plain, N_RESPONSES);
  g_autoptr (CrmSurveyColumns) columns = make_columns (form, random, plains, N_RESPONSES);
  g_autoptr (CrmSurveyResults) all = crm_survey_results_new (columns, &(CrmSurveyFilter){ 0 });
  g_autoptr (CrmSurveyResults) march = crm_survey_results_new (columns, &(CrmSurveyFilter){ .from = 20260301, .to = 20260331 });
  g_autoptr (CrmSurveyResults) before = crm_survey_results_new (columns, &(CrmSurveyFilter){ .from = 20260129, .to = 20260228 });
  g_autoptr (CrmScoreTrend) trend = crm_survey_results_make_trend (all, all->primary, CRM_TREND_MONTH);
  guint n = 0;

  for (guint i = 0; i < all->n_questions; i++)
    for (guint j = 0; j < all->questions[i].n_rows * all->questions[i].n_counts; j++)
      {
        const CrmQuestionResult *result = &all->questions[i];
        CrmSurveyFilter filter = { .has_answer = TRUE, .question = i, .rating = j / result->n_counts, .answer = result->column->minimum + (int)(j % result->n_counts) };
        g_autoptr (CrmSurveyResults) some = NULL;

        if (result->column->question->type == CRM_QUESTION_TYPE_KANO || result->column->question->type == CRM_QUESTION_TYPE_RANKING)
          continue;
        some = crm_survey_results_new (columns, &filter);
        g_assert_cmpuint (some->n, ==, result->counts[j]);
      }
  g_assert_cmpuint (march->n_before, ==, before->n);
  g_assert_cmpfloat (march->questions[march->primary].change.difference, ==, march->questions[march->primary].score.value - before->questions[march->primary].score.value);
  g_assert_cmpint (all->questions[all->primary].change.test, ==, CRM_CHANGE_TEST_NONE);
  for (guint i = 0; i < trend->n_points; i++)
    n += trend->points[i].score.n;
  g_assert_cmpuint (n, ==, all->questions[all->primary].n);
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_whole_survey (fixture, FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree Plain *plains = g_new0 (Plain, N_RESPONSES);
  g_autoptr (CrmSurveyColumns) columns = make_columns (form, random, plains, N_RESPONSES);
  g_autoptr (CrmSurveyResults) results = crm_survey_results_new (columns, &(CrmSurveyFilter){ 0 });
  guint nps = results->primary, single = get_place (results, CRM_QUESTION_TYPE_SINGLE), text = get_place (results, CRM_QUESTION_TYPE_LONG_TEXT);
  const guint scales[] = { get_place (results, CRM_QUESTION_TYPE_SCALE), get_place (results, CRM_QUESTION_TYPE_STARS), text };
  g_autoptr (CrmReliability) reliability = crm_survey_results_make_reliability (results, scales, 3);
  g_autoptr (CrmImportanceMap) map = crm_survey_results_make_importance_map (results, nps, scales, 3);
  g_autofree guint *counts = NULL;
  g_autofree guint *none = NULL;
  CrmSuppression *suppression;
  CrmCrossTable table;

  g_assert_true (crm_survey_results_make_cross_table (results, single, nps, &counts, &suppression, &table));
  g_assert_null (suppression);
  for (guint i = 0; i < N_OPTIONS * 11; i++)
    {
      guint n = 0;

      for (guint j = 0; j < N_RESPONSES; j++)
        n += plains[j].points[CRM_QUESTION_TYPE_SINGLE][0] == (int)(i / 11) && plains[j].points[CRM_QUESTION_TYPE_NPS][0] == (int)(i % 11);
      g_assert_cmpuint (counts[i], ==, n);
    }
  g_assert_true (table.known);
  g_assert_false (crm_survey_results_make_cross_table (results, text, nps, &none, &suppression, &table));
  g_assert_cmpuint (reliability->n_items, ==, 2);
  g_assert_cmpuint (map->n, ==, 2);
  g_assert_cmpint (map->source, ==, CRM_IMPORTANCE_DERIVED);
}

/* ── anonymous ────────────────────────────────────────────────────────────────────────────── */

static void
assert_nothing_small (const CrmSurveyResults *results)
{
  for (guint i = 0; i < results->n_questions; i++)
    {
      const CrmQuestionResult *result = &results->questions[i];

      g_assert_true (result->n == 0 || result->n >= 5);
      g_assert_true (result->n_written == 0 || result->n_written >= 5);
      for (guint j = 0; j < result->n_rows * result->n_counts; j++)
        g_assert_true (result->hidden[j] ? result->counts[j] == 0 : result->counts[j] >= 5);
      if (result->score.has_interval)
        g_assert_cmpint (result->disclosure, >=, CRM_DISCLOSE_KINDS);
      if (result->score.known)
        g_assert_cmpuint (result->n, >=, 5);
    }
  g_assert_true (results->n == 0 || results->n >= 5);
  g_assert_true (results->servqual->overall.gap.n == 0 || results->servqual->overall.gap.n >= 5);
  g_assert_true (results->servqual->items[0].gap.n == 0 || results->servqual->items[0].gap.n >= 5);
}

static void
test_anonymous (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_whole_survey (fixture, TRUE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree Plain *plains = g_new0 (Plain, N_RESPONSES);
  guint n_shown = 0;

  g_test_message ("seed %d", SEED);
  for (guint n = 0; n < 120; n++)
    {
      g_autoptr (CrmSurveyColumns) columns = make_columns (form, random, plains, n);

      for (guint channel = 0; channel < 7; channel++)
        {
          CrmSurveyFilter filter = { .channels = channel == 0 ? 0 : 1u << channel };
          g_autoptr (CrmSurveyResults) results = crm_survey_results_new (columns, &filter);
          g_autoptr (CrmScoreTrend) trend = crm_survey_results_make_trend (results, results->primary, CRM_TREND_QUARTER);
          g_autoptr (GArray) found = crm_survey_results_find (results, NULL, NULL);

          assert_nothing_small (results);
          g_assert_cmpuint (found->len, ==, 0);
          for (guint i = 0; i < trend->n_points; i++)
            g_assert_true (trend->points[i].score.n == 0 || trend->points[i].score.n >= 5);
          n_shown += results->questions[results->primary].score.known;
          if (results->is_withheld)
            g_assert_cmpuint (results->questions[results->primary].n, ==, 0);
        }
    }
  g_assert_cmpuint (n_shown, >, 50);
}

/* Ten responses, of which a filter takes away three: what is left would tell of those three. */
static void
test_differences (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_whole_survey (fixture, TRUE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_form_unref);
  g_autoptr (CrmSurveyColumns) columns = NULL;

  g_ptr_array_add (forms, crm_survey_form_ref (form));
  columns = crm_survey_columns_new (forms, 20);
  for (guint i = 0; i < 20; i++)
    crm_survey_columns_add (columns, &(CrmSurveyResponse){ .id = i + 1, .day = i < 17 ? 20260101 : 20260301, .channel = i < 10 ? 1 : 2 }, NULL, 0);
  for (guint i = 0; i < 4; i++)
    {
      CrmSurveyFilter filter = { .to = i == 1 ? 20260201 : 0, .from = i == 2 ? 20260201 : 0, .channels = i == 3 ? 1u << 1 : 0 };
      g_autoptr (CrmSurveyResults) results = crm_survey_results_new (columns, &filter);

      g_assert_cmpint (results->is_withheld, ==, i == 1 || i == 2);
    }
}

/* Three answered by mail, ten by each of two other ways: the whole less the two would be the three. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  for (int anonymous = 0; anonymous < 2; anonymous++)
    {
      CrmId survey = make_whole_survey (fixture, anonymous);
      g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
      g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_form_unref);
      g_autoptr (CrmSurveyColumns) columns = NULL;
      g_autoptr (GArray) groups = NULL;
      guint n = 0, n_withheld = 0;

      g_ptr_array_add (forms, crm_survey_form_ref (form));
      columns = crm_survey_columns_new (forms, 23);
      for (guint i = 0; i < 23; i++)
        crm_survey_columns_add (columns, &(CrmSurveyResponse){ .id = i + 1, .channel = i < 3 ? 5 : 1 + i % 2 }, NULL, 0);
      groups = crm_survey_groups_new (columns, &(CrmSurveyFilter){ 0 }, CRM_SURVEY_BY_CHANNEL);
      g_assert_cmpuint (groups->len, ==, 3);
      for (guint i = 0; i < groups->len; i++)
        {
          n += g_array_index (groups, CrmSurveyGroup, i).results->n;
          n_withheld += g_array_index (groups, CrmSurveyGroup, i).results->is_withheld;
        }
      g_assert_cmpuint (n, ==, anonymous ? 10 : 23);
      g_assert_cmpuint (n_withheld, ==, anonymous ? 2 : 0);
    }
}

/* ── from a file ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId survey;
  CrmSurveyReading *reading;
  GPtrArray *verbatims;
} FileReading;

static gboolean
read_survey (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  FileReading *self = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (CrmSurveyResults) results = NULL;

  self->reading = crm_survey_reading_new (connection, &self->survey, zone, error);
  if (self->reading == NULL)
    return FALSE;
  results = crm_survey_results_new (self->reading->columns, &(CrmSurveyFilter){ 0 });
  self->verbatims = crm_survey_reading_read_verbatims (self->reading, connection, results, crm_survey_columns_find (self->reading->columns, "q3"), error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return self->verbatims != NULL;
}

static FileReading
read_file (Fixture *fixture, const CrmId *survey)
{
  FileReading self = { .survey = *survey };
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_survey, &self, NULL), &value, &error);
  g_assert_no_error (error);
  return self;
}

static void
clear_file (FileReading *self)
{
  crm_survey_reading_unref (self->reading);
  g_ptr_array_unref (self->verbatims);
}

static void
answer_sheet (Fixture *fixture, const CrmId *survey, int points, int option, const char *text)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmSurveySheet) sheet = crm_survey_sheet_new (form, "kiosk", FALSE, NOW);
  CrmSurveyAnswers *answers = crm_survey_sheet_get_answers (sheet);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  const CrmSurveyQuestion *choice = crm_survey_form_find_code (form, "q2");

  crm_survey_answers_set_value (answers, crm_survey_form_find_code (form, "q1"), CRM_ANSWER_PART_NONE, points * CRM_DECIMAL_ONE);
  crm_survey_answers_choose (answers, choice, CRM_ANSWER_PART_NONE, NULL, choice->options->pdata[option], TRUE);
  if (text != NULL)
    crm_survey_answers_set_text (answers, crm_survey_form_find_code (form, "q3"), text);
  crm_survey_sheet_update (sheet);
  edit = crm_survey_sheet_make_edit (sheet, NULL, NOW, TRUE, NULL, &error);
  g_assert_no_error (error);
  crm_edit_result_free (apply (fixture, edit));
}

/* Those of one version alone, the newest at 0. */
static void
assert_version (const FileReading *file, guint place, guint n, double score)
{
  const CrmSurveyColumns *columns = file->reading->columns;
  CrmSurveyFilter filter = { .version = ((const CrmSurveyForm *)columns->forms->pdata[place])->version->rowid };
  g_autoptr (CrmSurveyResults) results = crm_survey_results_new (columns, &filter);

  g_assert_cmpuint (results->n, ==, n);
  g_assert_cmpfloat (results->questions[0].score.value, ==, score);
}

/* Answers to the first version and to the second, whose wording has changed, are counted together: 10, 9, 0 and 7. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "Delivery", FALSE);
  FileReading file;
  g_autoptr (CrmSurveyResults) results = NULL;
  g_autoptr (CrmRecord) record = NULL;

  answer_sheet (fixture, &survey, 10, 0, "Quick");
  answer_sheet (fixture, &survey, 9, 1, NULL);
  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
    g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Reword");
    g_autoptr (CrmSurveyForm) next = NULL;
    g_autoptr (CrmEdit) publish = NULL;

    crm_change_set_text (crm_survey_draft_change (draft, crm_survey_form_find_code (form, "q1")->record), CRM_QUESTION_TEXT, "Would you tell a friend?");
    apply_draft (fixture, draft);
    next = read_form (fixture, &survey);
    publish = crm_survey_form_new_publish (next, NOW);
    crm_edit_result_free (apply (fixture, publish));
  }
  answer_sheet (fixture, &survey, 0, 1, "Late");
  answer_sheet (fixture, &survey, 7, 1, NULL);
  file = read_file (fixture, &survey);
  results = crm_survey_results_new (file.reading->columns, &(CrmSurveyFilter){ 0 });
  g_assert_cmpuint (file.reading->columns->forms->len, ==, 2);
  g_assert_cmpuint (results->n_questions, ==, 3);
  g_assert_cmpuint (results->n, ==, 4);
  g_assert_cmpfloat (results->questions[0].score.value, ==, 25);
  g_assert_cmpuint (results->questions[0].counts[0], ==, 1);
  g_assert_cmpuint (results->questions[0].counts[7], ==, 1);
  g_assert_cmpuint (results->questions[0].counts[10], ==, 1);
  g_assert_cmpuint (results->questions[1].counts[0], ==, 1);
  g_assert_cmpuint (results->questions[1].counts[1], ==, 3);
  g_assert_cmpstr (crm_survey_get_text (results->questions[0].column->question->record, CRM_QUESTION_TEXT, FALSE), ==, "Would you tell a friend?");
  assert_version (&file, 0, 2, -50);
  assert_version (&file, 1, 2, 100);
  record = find (fixture, &crm_kind_survey, &survey);
  g_assert_cmpint (crm_record_get_integer (record, CRM_SURVEY_SCORE, 0), ==, 25 * CRM_DECIMAL_ONE);
  g_assert_cmpint (crm_record_get_integer (record, CRM_SURVEY_N_SCORED, 0), ==, 4);
  g_assert_cmpuint (file.verbatims->len, ==, 2);
  g_assert_cmpstr (((const CrmVerbatim *)file.verbatims->pdata[0])->text, ==, "Late");
  g_assert_cmpint (((const CrmVerbatim *)file.verbatims->pdata[0])->day, ==, 20260921);
  g_assert_false (crm_survey_reading_get_response_rate (file.reading, 0).known);
  g_clear_pointer (&results, crm_survey_results_free);
  clear_file (&file);
}

/* No responses; and of an anonymous survey with a few, not even how many. */
static void
test_few_in_file (Fixture *fixture, gconstpointer data)
{
  CrmId empty = make_survey (fixture, "Empty", FALSE), hidden = make_survey (fixture, "Hidden", TRUE);
  FileReading none = read_file (fixture, &empty), few;
  g_autoptr (CrmSurveyResults) nothing = crm_survey_results_new (none.reading->columns, &(CrmSurveyFilter){ 0 });
  g_autoptr (CrmSurveyResults) withheld = NULL;

  g_assert_cmpuint (nothing->n, ==, 0);
  g_assert_false (nothing->questions[0].score.known);
  for (int i = 0; i < 4; i++)
    answer_sheet (fixture, &hidden, i, 0, "I am Ms Chen");
  few = read_file (fixture, &hidden);
  withheld = crm_survey_results_new (few.reading->columns, &(CrmSurveyFilter){ 0 });
  g_assert_true (withheld->is_withheld);
  g_assert_cmpuint (withheld->n, ==, 0);
  g_assert_cmpuint (few.verbatims->len, ==, 0);
  g_clear_pointer (&withheld, crm_survey_results_free);
  g_clear_pointer (&nothing, crm_survey_results_free);
  clear_file (&none);
  clear_file (&few);
}

/* 11, −1 and 8.5 are no answers to an NPS question, nor is anything to a question that no version has. */
static void
test_off_scale (Fixture *fixture, gconstpointer data)
{
  static const gint64 points[] = { 11 * CRM_DECIMAL_ONE, -CRM_DECIMAL_ONE, 17 * CRM_DECIMAL_ONE / 2, 7 * CRM_DECIMAL_ONE, G_MAXINT64 / 4 };
  CrmId survey = make_whole_survey (fixture, FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_form_unref);
  g_autoptr (CrmSurveyColumns) columns = NULL;
  g_autoptr (CrmSurveyResults) results = NULL;
  const CrmQuestionResult *nps;

  g_ptr_array_add (forms, crm_survey_form_ref (form));
  columns = crm_survey_columns_new (forms, G_N_ELEMENTS (points));
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GByteArray) pack = g_byte_array_new ();
      gint64 last = 0;

      crm_response_pack_add (pack, &last, &(CrmPackedAnswer){ .question = get_question_rowid (form, CRM_QUESTION_TYPE_NPS), .has_value = TRUE, .value = points[i] });
      crm_response_pack_add (pack, &last, &(CrmPackedAnswer){ .question = 99999, .has_value = TRUE, .value = points[i] });
      crm_survey_columns_add (columns, &(CrmSurveyResponse){ .id = (gint64)i + 1 }, pack->data, pack->len);
    }
  results = crm_survey_results_new (columns, &(CrmSurveyFilter){ 0 });
  nps = get_result (results, CRM_QUESTION_TYPE_NPS);
  g_assert_cmpuint (nps->n, ==, 1);
  g_assert_cmpuint (nps->counts[7], ==, 1);
  g_assert_cmpuint (nps->column->n_off, ==, 4);
  g_assert_cmpuint (columns->n_lost, ==, G_N_ELEMENTS (points));
}

/* Packs of any bytes: they end, and count nothing that is not on a scale. */
static void
test_damaged_packs (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_whole_survey (fixture, FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_form_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (CrmSurveyColumns) columns = NULL;
  g_autoptr (CrmSurveyResults) results = NULL;

  g_test_message ("seed %d", SEED);
  g_ptr_array_add (forms, crm_survey_form_ref (form));
  columns = crm_survey_columns_new (forms, N_RESPONSES);
  for (guint i = 0; i < N_RESPONSES + 1; i++)
    {
      guint8 bytes[60];

      for (gsize j = 0; j < sizeof bytes; j++)
        bytes[j] = (guint8)(g_rand_boolean (random) ? g_rand_int (random) : g_rand_int (random) % 40);
      g_assert_cmpint (crm_survey_columns_add (columns, &(CrmSurveyResponse){ .id = i }, bytes, sizeof bytes), ==, i < N_RESPONSES);
    }
  results = crm_survey_results_new (columns, &(CrmSurveyFilter){ 0 });
  for (guint i = 0; i < results->n_questions; i++)
    for (guint j = 0; j < results->questions[i].n_rows; j++)
      g_assert_cmpuint (results->questions[i].row_n[j], <=, results->n);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("/surveys/results/as-plainly-counted", test_counts);
  ADD ("/surveys/results/an-answer-leaves-those-who-gave-it", test_answer_filter);
  ADD ("/surveys/results/questions-together", test_together);
  ADD ("/surveys/results/anonymous-shows-nothing-small", test_anonymous);
  ADD ("/surveys/results/anonymous-differences", test_differences);
  ADD ("/surveys/results/groups-do-not-tell-of-each-other", test_groups);
  ADD ("/surveys/results/over-versions-from-a-file", test_file);
  ADD ("/surveys/results/few-in-a-file", test_few_in_file);
  ADD ("/surveys/results/off-the-scale-is-no-answer", test_off_scale);
  ADD ("/surveys/results/damaged-packs", test_damaged_packs);
  return g_test_run ();
}
