/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the figures of surveys are defined, as their cards say it; in full in docs/figures.md. */

#include "config.h"

#include "app/surveys/crm-results-definitions.h"

#include <glib/gi18n-lib.h>

static const CrmDefinition cards[CRM_RESULTS_N_CARDS] = {
  [CRM_RESULTS_TREND] = {
      N_ ("How the score went"),
      /* xgettext:no-c-format */
      N_ ("The score of each week or month on its own answers alone, with its 95 % interval. Nothing is smoothed, and a gap is a gap. A line stands where another version of the survey was published."),
      N_ ("Answers count on the day they were given."),
      NULL,
  },
  [CRM_RESULTS_GAPS] = {
      N_ ("Gaps by dimension"),
      N_ ("Gap = what was met − what was expected. Of a dimension: each person’s mean over the items of which they said both, then the mean over the persons. Overall: over those who have a gap in every dimension; weighted by how important the dimensions are, where that was asked. Intervals are paired."),
      NULL,
      "A. Parasuraman, V. A. Zeithaml, L. L. Berry (1988)",
  },
  [CRM_RESULTS_ITEMS] = {
      N_ ("Expected and met"),
      N_ ("The mean of what was expected and of what was met with, over those who said both."),
      NULL,
      "A. Parasuraman, V. A. Zeithaml, L. L. Berry (1988)",
  },
  [CRM_RESULTS_SERVQUAL_MAP] = {
      N_ ("Importance and performance"),
      N_ ("Each item by what was met and what was expected of it, divided at both means. What lies on a mean counts as above."),
      NULL,
      "J. A. Martilla, J. C. James (1977)",
  },
  [CRM_RESULTS_DRIVERS] = {
      N_ ("What drives the score"),
      N_ ("Each question by how well it does and by its correlation with the score, divided at both means. That it moves with the score does not prove that it makes it."),
      NULL,
      "J. A. Martilla, J. C. James (1977); R. A. Fisher (1921)",
  },
  [CRM_RESULTS_KANO] = {
      N_ ("What features are to people"),
      N_ ("Who answers both halves of a pair puts the feature into a category, by Kano’s table. A question mark says that chance may have decided which category comes first."),
      NULL,
      "N. Kano et al. (1984); D. Fong (1996)",
  },
  [CRM_RESULTS_KANO_MAP] = {
      N_ ("Better and worse"),
      N_ ("Better = (A + O) ÷ (A + O + M + I): how much having the feature would satisfy. Worse = (O + M) ÷ (A + O + M + I): how much lacking it would dissatisfy. A attractive, O one-dimensional, M must-be, I indifferent."),
      NULL,
      "C. Berger et al. (1993)",
  },
  [CRM_RESULTS_LOYALTY] = {
      N_ ("Satisfaction and loyalty"),
      N_ ("Each customer by the score of their last response and the deals won with them. Satisfied from 75 of 100 on, loyal from the second deal on."),
      N_ ("Responses by the day they were given; deals won at any time."),
      "T. O. Jones, W. E. Sasser (1995)",
  },
  [CRM_RESULTS_CROSS] = {
      N_ ("Two questions beside each other"),
      N_ ("Of those who gave the answer of a row, which share gave each answer of the other question. χ² says whether chance could have made a table as uneven: p is how often it would. Cramér’s V, here without its bias, says how strongly the two go together, from 0 to 1. With fewer than five expected in a cell p is not to be relied on."),
      NULL,
      "K. Pearson (1900); W. Bergsma (2013)",
  },
  [CRM_RESULTS_VERBATIMS] = {
      N_ ("In their own words"),
      N_ ("What people wrote, the newest first. Own words can say who somebody is: of an anonymous survey they come without their day and in the order of the alphabet."),
      NULL,
      NULL,
  },
};

static const CrmDefinition scores = {
  N_ ("Mean"),
  /* xgettext:no-c-format */
  N_ ("The mean of the answers with its 95 % interval by Student’s t; in the chart the share of each answer."),
  N_ ("Those who did not answer the question do not count."),
  "“Student” (1908)",
};

static const CrmDefinition nps = {
  N_ ("Net promoter score"),
  N_ ("The share of 9 and 10 less the share of 0 to 6, in points from −100 to 100; ± 1.96 standard errors."),
  N_ ("Those who did not answer the question do not count."),
  "F. F. Reichheld (2003); B. Rocks (2016)",
};

static const CrmDefinition csat = {
  N_ ("Share of the satisfied"),
  /* xgettext:no-c-format */
  N_ ("The share of the two highest answers of the scale, with Wilson’s 95 % interval."),
  N_ ("Those who did not answer the question do not count."),
  "E. B. Wilson (1927)",
};

static const CrmDefinition shares = {
  N_ ("Answers"),
  /* xgettext:no-c-format */
  N_ ("How many gave each answer ÷ how many answered the question, with Wilson’s 95 % interval. Where several could be chosen the shares add up to more than 100 %."),
  N_ ("Those who did not answer the question do not count."),
  "E. B. Wilson (1927)",
};

static const CrmDefinition ranks = {
  N_ ("Ranking"),
  N_ ("Borda points: an option gets one for each option it stands before and half of one for each it is level with, as a share of the most it could have. What somebody left out stands level behind what they ranked."),
  N_ ("Those who ranked nothing do not count."),
  "J.-C. de Borda (1781); D. Black (1976)",
};

const CrmDefinition *
crm_results_get_definition (CrmResultsCard card)
{
  g_return_val_if_fail (card < CRM_RESULTS_N_CARDS, NULL);

  return &cards[card];
}

const CrmDefinition *
crm_results_get_question_definition (CrmQuestionType type)
{
  if (type == CRM_QUESTION_TYPE_NPS)
    return &nps;
  if (type == CRM_QUESTION_TYPE_CSAT)
    return &csat;
  if (type == CRM_QUESTION_TYPE_RANKING)
    return &ranks;
  return crm_question_type_get_form (type) == CRM_ANSWER_FORM_POINTS ? &scores : &shares;
}
