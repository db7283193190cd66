; What the installer says, in both languages.

!macro SAY name english chinese
  LangString ${name} ${LANG_ENGLISH} "${english}"
  LangString ${name} ${LANG_SIMPCHINESE} "${chinese}"
!macroend

!insertmacro SAY WELCOME_TITLE "Kaibo on this computer" "把 Kaibo 装到这台电脑"
!insertmacro SAY WELCOME \
  "A link opens the app, signed in.$\r$\n$\r$\nIt is installed for you alone and needs no administrator. If Kaibo is open, it is closed first; when you are on air, it asks you." \
  "点开链接，就能进入直播间。$\r$\n$\r$\n只为你一个人安装，不需要管理员。如果 Kaibo 正开着，会先关上；正在直播时，它会先问你。"
!insertmacro SAY DONE_TITLE "Kaibo is installed" "Kaibo 装好了"
!insertmacro SAY DONE "The page with your link opens the app when you go back to it." "回到你打开链接的页面，它会打开 Kaibo。"
!insertmacro SAY RUN "Open Kaibo now" "现在打开 Kaibo"
!insertmacro SAY STILL_OPEN \
  "Kaibo is still open. Close it, also by its icon beside the clock, then choose Retry." \
  "Kaibo 还开着。请先关上它（包括时钟旁的图标），再选“重试”。"
!insertmacro SAY TOO_OLD \
  "Kaibo needs Windows 10, version 1903, or later. With this Windows, join in the browser." \
  "Kaibo 需要 Windows 10 1903 或更新的版本。这台电脑请在浏览器里加入。"
!insertmacro SAY LEAVING \
  "Kaibo is taken off this computer. The servers you trusted and your recent shows stay, in $LOCALAPPDATA\kaibo-companion; delete that folder to be rid of them too." \
  "将从这台电脑移除 Kaibo。你信任过的服务器和最近的直播会保留在 $LOCALAPPDATA\kaibo-companion；不想保留，可以删除这个文件夹。"
