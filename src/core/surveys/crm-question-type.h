/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The types of question: how each is answered, and between which ends. Pure; any thread. */

#pragma once

#include <glib.h>

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/* The types of question; their names are those of crm_choices_question_type, in this order. */
typedef enum
{
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_MULTIPLE,
  CRM_QUESTION_TYPE_SHORT_TEXT,
  CRM_QUESTION_TYPE_LONG_TEXT,
  CRM_QUESTION_TYPE_NUMBER,
  CRM_QUESTION_TYPE_DATE,
  CRM_QUESTION_TYPE_MATRIX,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_STARS,
  CRM_QUESTION_TYPE_NPS,
  CRM_QUESTION_TYPE_CES,
  CRM_QUESTION_TYPE_RANKING,
  CRM_QUESTION_TYPE_KANO,
  CRM_QUESTION_TYPE_SERVQUAL,
  CRM_QUESTION_TYPE_CSAT,
  CRM_N_QUESTION_TYPES,
  CRM_QUESTION_TYPE_UNKNOWN = CRM_N_QUESTION_TYPES, /* of a newer version of the program */
} CrmQuestionType;

/* Which half of a pair, or nothing; the names are those of crm_choices_answer_part, in this order, after nothing. */
typedef enum
{
  CRM_ANSWER_PART_NONE,
  CRM_ANSWER_PART_EXPECTATION,
  CRM_ANSWER_PART_PERCEPTION,
  CRM_ANSWER_PART_FUNCTIONAL,
  CRM_ANSWER_PART_DYSFUNCTIONAL,
  CRM_ANSWER_PART_IMPORTANCE,
  CRM_N_ANSWER_PARTS
} CrmAnswerPart;

/* How something is answered, which decides what a widget, a sheet of paper and a check have to deal with. */
typedef enum
{
  CRM_ANSWER_FORM_OPTION,  /* one option: single, and each row of a matrix, and each half of a Kano pair */
  CRM_ANSWER_FORM_OPTIONS, /* several options */
  CRM_ANSWER_FORM_ORDER,   /* options with their places: ranking, 1 the first */
  CRM_ANSWER_FORM_POINTS,  /* a whole number between the ends: scale, stars, NPS, CES, CSAT, SERVQUAL */
  CRM_ANSWER_FORM_NUMBER,  /* any number between the ends, where there are any */
  CRM_ANSWER_FORM_DATE,
  CRM_ANSWER_FORM_TEXT,
} CrmAnswerForm;

/* By permanent name, and back. %CRM_QUESTION_TYPE_UNKNOWN, and %NULL, for what there is not. */
CrmQuestionType crm_question_type_find (const char *name);
const char *crm_question_type_get_name (CrmQuestionType type);
CrmAnswerPart crm_answer_part_find (const char *name);
const char *crm_answer_part_get_name (CrmAnswerPart part);

/**
 * crm_question_type_get_range:
 * @minimum: (out): whole points
 * @maximum: (out): whole points
 *
 * NPS 0–10, CES and SERVQUAL 1–7, CSAT, stars, scale and Kano 1–5.
 *
 * Returns: whether the type is answered in points.
 */
gboolean crm_question_type_get_range (CrmQuestionType type, int *minimum, int *maximum);

/* Whether the ends are the type's own, as those of NPS and Kano, and may not be set otherwise. */
gboolean crm_question_type_has_fixed_range (CrmQuestionType type);

CrmAnswerForm crm_question_type_get_form (CrmQuestionType type);

/* How the score of answers in points is made. */
CrmScoreKind crm_question_type_get_score_kind (CrmQuestionType type);

/* Whether it has options to choose from, and rows to choose them for. */
gboolean crm_question_type_has_options (CrmQuestionType type);
gboolean crm_question_type_has_rows (CrmQuestionType type);

/* (array zero-terminated): the parts it is answered in, ended by %CRM_ANSWER_PART_NONE, which is the first where it has no parts. */
const CrmAnswerPart *crm_question_type_get_parts (CrmQuestionType type);

G_END_DECLS
