/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five answers of a Kano pair in the languages surveys are written in. */

#include "core/surveys/crm-kano-words.h"

static const struct
{
  const char *english;
  const char *simplified;
  const char *traditional;
} answers[CRM_KANO_N_ANSWERS] = {
  { "I like it", "我很喜欢", "我很喜歡" },
  { "I take it for granted", "理应如此", "理所當然" },
  { "I do not mind", "无所谓", "無所謂" },
  { "I can live with it", "勉强接受", "勉強接受" },
  { "I dislike it", "我不喜欢", "我不喜歡" },
};

const char *
crm_kano_get_answer (guint answer, const char *language)
{
  g_return_val_if_fail (answer < CRM_KANO_N_ANSWERS, "");

  if (language != NULL && (g_str_has_prefix (language, "zh_TW") || g_str_has_prefix (language, "zh_HK")))
    return answers[answer].traditional;
  if (language != NULL && g_str_has_prefix (language, "zh"))
    return answers[answer].simplified;
  return answers[answer].english;
}
