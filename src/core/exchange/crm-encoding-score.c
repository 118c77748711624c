/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much sense a text makes when read in one encoding: private to crm-encoding.c. */

#include "core/exchange/crm-encoding-score.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

/* What contact lists in both scripts are full of: surnames, places, words of companies, jobs and addresses, plain words. */
static const char common_han[] = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
                                 "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻譚鄒陸顧龍萬錢湯賴龔鐘範喬賀曾"
                                 "公司有限科技集团股份责任贸易实业发展工业商务信息网络电子服务咨询管理投资文化传媒建筑工程设计制造机械设备材料化工医药食品物流国际进出口中心厂店部"
                                 "團責貿實業發務資訊網電諮詢傳築設計製機備醫藥國際進廠業開產銷總經辦處"
                                 "北京上海天津重庆广州深圳东莞佛山成都武汉杭州南京苏州无锡宁波温州青岛大连沈阳长沙郑州西安昆明福建厦门江浙山河湖南云贵川陕甘新疆内蒙古台湾香港澳省市区县镇乡村路街道号楼室层栋单元弄巷"
                                 "臺灣臺北市縣區鄉鎮號樓巷弄段東廣慶雲門高雄新竹桃園臺中臺南"
                                 "姓名称客户联系人手机电话邮箱地址备注职位务等级负责来源性别男女先生士小姐总经理主任董事长助销售采购技术财务行政人员日期时间年月生日编号部门状态类型"
                                 "稱戶聯繫機話郵備註職級負責來總經長銷購術財務員時間編號門狀態類動"
                                 "的一是在不了有和人这为之大来以个中到说国时要就出会可也你对能而子那得于着下自之年过后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实明伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂华建志国文玉红春燕宇佳欣怡雨浩然子轩晓海波斌峰鹏飞宏俊明辉永健福荣"
                                 "這為個說會對過後樣種現當動實從華偉麗強軍勇傑濤剛紅曉鵬飛輝榮淑惠美雅婷家豪志明俊宏怡君雅";

static gboolean
is_common_han (UChar character)
{
  static gsize ready;
  static guint32 set[0x10000 / 32];

  if (g_once_init_enter (&ready))
    {
      for (const char *p = common_han; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);

          set[c / 32] |= 1u << c % 32;
        }
      g_once_init_leave (&ready, 1);
    }
  return (set[character / 32] >> character % 32) & 1;
}

static double
share_of_common_han (const UChar *text, int32_t length)
{
  guint han = 0, common = 0;

  for (int32_t i = 0; i < length; i++)
    {
      han += text[i] >= 0x3400 && (text[i] < 0xa000 || text[i] == 0xfffd || U16_IS_LEAD (text[i]));
      common += is_common_han (text[i]);
    }
  return han > 0 ? (double)common / han : 0;
}

/* The share of double bytes that lie where a table keeps its common characters; [first, last] are the lead bytes of those. */
static double
share_of_common_rows (const guint8 *bytes, gsize length, guint8 first, guint8 last, guint8 first_symbol, guint8 last_symbol, guint8 lowest_trail)
{
  guint common = 0, symbols = 0, all = 0;

  for (gsize i = 0; i + 1 < length; i++)
    {
      guint8 lead = bytes[i], trail = bytes[i + 1];

      if (lead < 0x80)
        continue;
      all++;
      if (trail < 0x30)
        continue;
      i++;
      common += lead >= first && lead <= last && trail >= lowest_trail && (trail < 0x7f || trail > 0xa0);
      symbols += lead >= first_symbol && lead <= last_symbol && trail >= lowest_trail;
    }
  /* Punctuation speaks for a text only when it stands among words. */
  symbols = MIN (symbols, common);
  return all > 0 ? (double)(common + symbols) / all : 0;
}

static double
han_score (double rows, const UChar *text, int32_t length)
{
  return 0.5 * rows + 0.5 * MIN (1, 2.2 * share_of_common_han (text, length));
}

/* GB 2312 keeps its 3,755 common characters in rows B0 to D7. */
static double
score_gb18030 (const guint8 *bytes, gsize length, const UChar *text, int32_t text_length)
{
  return han_score (share_of_common_rows (bytes, length, 0xb0, 0xd7, 0xa1, 0xa3, 0xa1), text, text_length);
}

/* Big5 keeps its 5,401 common characters in rows A4 to C6. */
static double
score_big5 (const guint8 *bytes, gsize length, const UChar *text, int32_t text_length)
{
  return han_score (share_of_common_rows (bytes, length, 0xa4, 0xc6, 0xa1, 0xa3, 0x40), text, text_length);
}

/* Japanese text always has kana; half-width ones are left out, since any bytes of A1 to DF read as such. */
static double
score_shift_jis (const guint8 *bytes, gsize length, const UChar *text, int32_t text_length)
{
  guint kana = 0, han = 0;

  for (int32_t i = 0; i < text_length; i++)
    {
      kana += text[i] >= 0x3041 && text[i] <= 0x30fe;
      han += text[i] >= 0x3400 && text[i] < 0xa000;
    }
  if (kana * 8 < han || kana == 0)
    return 0;
  return share_of_common_rows (bytes, length, 0x82, 0x97, 0x81, 0x83, 0x40);
}

typedef enum
{
  STAND_ALONE,
  SAME_SCRIPT,
  OTHER_SCRIPT,
} Neighbour;

static Neighbour
neighbour_of (UChar character, UChar other)
{
  if (!u_isalpha (other))
    return STAND_ALONE;
  return (character >= 0x370) == (other >= 0x370) ? SAME_SCRIPT : OTHER_SCRIPT;
}

static gboolean
is_high_latin (UChar character)
{
  return character >= 0x80 && character < 0x370 && u_isalpha (character);
}

/* What one character beyond ASCII says for its page: 1 at best, negative where no word has it. */
static double
weigh (const UChar *text, int32_t length, int32_t i, const char *letters)
{
  UChar character = text[i], before = i > 0 ? text[i - 1] : ' ', after = i + 1 < length ? text[i + 1] : ' ';
  gunichar lower = (gunichar)u_tolower (character);

  if (character == 0xfffd || (character >= 0x80 && character < 0xa0))
    return -3;
  if (!u_isalpha (character))
    return u_isalpha (before) && u_isalpha (after) && character != 0x2019 && character != 0xad ? -1.5 : 0.6;
  /* A letter that stands alone may as well be the currency sign of another page. */
  if (!u_isalpha (before) && !u_isalpha (after))
    return 0.3;
  if (neighbour_of (character, before) == OTHER_SCRIPT || neighbour_of (character, after) == OTHER_SCRIPT)
    return -1.5;
  if (u_isupper (character) && u_islower (before))
    return -1;
  /* Three accented letters in a row are no Latin word. */
  if (is_high_latin (character) && ((is_high_latin (before) && is_high_latin (after)) || (i > 1 && is_high_latin (before) && is_high_latin (text[i - 2])) || (i + 2 < length && is_high_latin (after) && is_high_latin (text[i + 2]))))
    return -1;
  return g_utf8_strchr (letters, -1, lower) != NULL ? 1 : 0.5;
}

/* The share of letters beyond ASCII that the language has which has most of them. */
static double
share_of_one_language (const UChar *text, int32_t length, const char *letters)
{
  guint counts[16] = { 0 }, all = 0, best = 0;

  for (int32_t i = 0; i < length; i++)
    {
      gunichar lower = (gunichar)u_tolower (text[i]);
      guint language = 0;

      if (text[i] < 0x80 || !u_isalpha (text[i]))
        continue;
      all++;
      for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p))
        {
          language += *p == '|';
          counts[language] += g_utf8_get_char (p) == lower;
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    best = MAX (best, counts[i]);
  return all > 0 ? (double)best / all : 0.5;
}

static double
score_page (const UChar *text, int32_t length, const char *letters)
{
  double sum = 0;
  guint n = 0;

  for (int32_t i = 0; i < length; i++)
    if (text[i] >= 0x80)
      {
        sum += weigh (text, length, i, letters);
        n++;
      }
  return n > 0 ? 0.8 * CLAMP (sum / n, 0, 1) + 0.2 * share_of_one_language (text, length, letters) : 0;
}

const CrmEncodingCandidate *
crm_encoding_candidates (void)
{
  static const CrmEncodingCandidate candidates[] = {
    { "GB18030", score_gb18030, NULL },
    { "Big5", score_big5, NULL },
    { "windows-1252", NULL, "äöüß|àâæçéèêëîïôœùûü|áéíñóúü|àáâãçéêíóôõúü|àèéìòù|åäö|åæøé|ëïéèöü|áéíóúæö" },
    { "windows-1250", NULL, "ąćęłńóśźż|áčďéěíňóřšťúůýž|áäčďéíĺľňóôŕšťúýž|áéíóöőúüű|ăâîşţ|čćđšž|äöüß" },
    { "windows-1251", NULL, "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџѓќѕ№" },
    { "windows-1253", NULL, "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ" },
    { "windows-1254", NULL, "çğıöşüâîû" },
    { "windows-1257", NULL, "ąčęėįšųūž|āčēģīķļņšūž|äõöüšž" },
    { "Shift_JIS", score_shift_jis, NULL },
    { NULL, NULL, NULL },
  };

  return candidates;
}

double
crm_encoding_score (const CrmEncodingCandidate *candidate, const guint8 *bytes, gsize length)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (candidate->name, &status);
  g_autofree UChar *text = g_new (UChar, length + 1);
  int32_t text_length, broken = 0, beyond_ascii = 0;
  double score;

  if (U_FAILURE (status))
    return 0;
  text_length = ucnv_toUChars (converter, text, (int32_t)length + 1, (const char *)bytes, (int32_t)length, &status);
  ucnv_close (converter);
  if (U_FAILURE (status))
    return 0;
  for (int32_t i = 0; i < text_length; i++)
    {
      beyond_ascii += text[i] >= 0x80;
      broken += text[i] == 0xfffd || (text[i] >= 0x80 && text[i] < 0xa0) || (text[i] >= 0xe000 && text[i] < 0xf900);
    }
  score = candidate->score != NULL ? candidate->score (bytes, length, text, text_length)
                                   : score_page (text, text_length, candidate->letters);
  return beyond_ascii > 0 ? MAX (0, score - 2.0 * broken / beyond_ascii) : 0;
}
