// Short codes people and bots use most, as "name symbol" pairs.

const TABLE = `
smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 rofl 🤣 laughing 😆 sweat_smile 😅 slightly_smiling_face 🙂
wink 😉 blush 😊 innocent 😇 heart_eyes 😍 kissing_heart 😘 yum 😋 thinking_face 🤔 neutral_face 😐
expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔
sleeping 😴 mask 😷 sunglasses 😎 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮 astonished 😲
flushed 😳 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 triumph 😤 rage 😡 angry 😠
exploding_head 🤯 hugging_face 🤗 shushing_face 🤫 melting_face 🫠 saluting_face 🫡 partying_face 🥳
skull 💀 ghost 👻 robot_face 🤖 see_no_evil 🙈 wave 👋 raised_hand ✋ ok_hand 👌 crossed_fingers 🤞 v ✌️
call_me_hand 🤙 point_left 👈 point_right 👉 point_up_2 👆 point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎
thumbsdown 👎 fist ✊ facepunch 👊 clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 muscle 💪 eyes 👀
brain 🧠 bust_in_silhouette 👤 busts_in_silhouette 👥 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ shrug 🤷 facepalm 🤦
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 broken_heart 💔 100 💯
fire 🔥 sparkles ✨ star ⭐ star2 🌟 zap ⚡ boom 💥 tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅
dart 🎯 rocket 🚀 airplane ✈️ car 🚗 house 🏠 office 🏢 earth_americas 🌎 earth_africa 🌍 globe_with_meridians 🌐
sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️ rainbow 🌈 seedling 🌱 evergreen_tree 🌲 four_leaf_clover 🍀
coffee ☕ tea 🍵 pizza 🍕 cake 🍰 beers 🍻 dog 🐶 cat 🐱 turtle 🐢 bug 🐛 unicorn_face 🦄
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_green_square 🟩 small_blue_diamond 🔹
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 question ❓ exclamation ❗ bangbang ‼️ information_source ℹ️
heavy_plus_sign ➕ heavy_minus_sign ➖ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️
arrow_upper_right ↗️ arrow_lower_right ↘️ repeat 🔁 arrows_counterclockwise 🔄 fast_forward ⏩ hourglass ⌛
hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 calendar 📅 date 📅 spiral_calendar_pad 🗓️
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 pushpin 📌 round_pushpin 📍
paperclip 📎 link 🔗 memo 📝 pencil2 ✏️ page_facing_up 📄 file_folder 📁 open_file_folder 📂 books 📚 book 📖
bookmark 🔖 label 🏷️ moneybag 💰 dollar 💵 euro 💶 credit_card 💳 envelope ✉️ email 📧 inbox_tray 📥 outbox_tray 📤
package 📦 mailbox 📫 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 bell 🔔 no_bell 🔕 mag 🔍
lock 🔒 unlock 🔓 key 🔑 hammer_and_wrench 🛠️ wrench 🔧 gear ⚙️ shield 🛡️ bulb 💡 computer 💻 iphone 📱
telephone_receiver 📞 rotating_light 🚨 triangular_flag_on_post 🚩 checkered_flag 🏁 construction 🚧
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣
`;

const codes = new Map();
const words = TABLE.trim().split(/\s+/);
for (let i = 0; i < words.length; i += 2) codes.set(words[i], words[i + 1]);

/** The symbol of a short code (without colons), or null when it is not one of ours. */
export function emoji(name) {
  return codes.get(name) ?? null;
}

/** Replaces every known :code: in a plain text. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emoji(name) ?? whole);
}

/** Up to `limit` short codes that begin with, then contain, what was typed. */
export function emojiMatching(query, limit = 8) {
  const names = [...codes.keys()];
  const starts = names.filter((name) => name.startsWith(query));
  const holds = names.filter((name) => !name.startsWith(query) && name.includes(query));
  return [...starts, ...holds].slice(0, limit).map((name) => ({ name, symbol: codes.get(name) }));
}
