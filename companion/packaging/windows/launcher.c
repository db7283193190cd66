/* kaibo-companion.exe: starts the app, with the one link that Windows was asked to open, or with none; at login hidden.

   A web page decides what stands in a link, and Windows puts it into a command line. So whatever is not plainly one
   link ends here, with 2, before Python or Chromium sees a word of it. */

#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

#define SCHEME L"kaibo:"
#define HIDDEN L"--hidden" /* kaibo_companion/at_login.py writes it; Windows hands no link over that is not the scheme's */
#define LONGEST 1024 /* characters: kaibo_companion/deep_link.py says the same */
#define PATH 32768   /* the longest that Windows knows */

static wchar_t folder[PATH], python[PATH], command[PATH + LONGEST];

/* Printable ASCII, without space, quote and backslash: these alone can end an argument or begin another. */
static int is_link(const wchar_t *text)
{
    if (wcslen(text) > LONGEST || _wcsnicmp(text, SCHEME, wcslen(SCHEME)) != 0)
        return 0;
    for (; *text; text++)
        if (*text <= L' ' || *text > L'~' || *text == L'"' || *text == L'\\')
            return 0;
    return 1;
}

static void incomplete(void)
{
    int chinese = PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE;
    MessageBoxW(NULL,
                chinese ? L"这台电脑上的 Kaibo 不完整。请重新安装。"
                        : L"Kaibo is not complete on this computer. Please install it again.",
                L"Kaibo", MB_ICONWARNING);
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, LPWSTR line, int show)
{
    int count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    if (!arguments || count > 2 || (count == 2 && !is_link(arguments[1]) && wcscmp(arguments[1], HIDDEN) != 0))
        return 2;

    DWORD length = GetModuleFileNameW(NULL, folder, PATH);
    wchar_t *end = length && length < PATH ? wcsrchr(folder, L'\\') : NULL;
    if (!end)
        return 1;
    *end = L'\0';
    if (_snwprintf(python, PATH - 1, L"%ls\\pythonw.exe", folder) < 0)
        return 1;
    /* -I: nothing from this person's Python reaches the app. UTF-8: what it keeps is the same on every system. */
    const wchar_t *form = count == 2 ? L"\"%ls\" -I -X utf8 -m kaibo_companion \"%ls\"" : L"\"%ls\" -I -X utf8 -m kaibo_companion";
    if (_snwprintf(command, PATH + LONGEST - 1, form, python, count == 2 ? arguments[1] : L"") < 0)
        return 1;

    AllowSetForegroundWindow(ASFW_ANY); /* the click was here; the app that runs already may come to the front for it */
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION started;
    if (!CreateProcessW(python, command, NULL, NULL, FALSE, 0, NULL, folder, &how, &started)) {
        incomplete();
        return 1;
    }
    CloseHandle(started.hThread);
    CloseHandle(started.hProcess);
    return 0;
}
