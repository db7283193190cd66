/* closer.exe FOLDER: asks the app that runs from there to close, as a click on its window's X does, and waits for it.

   It never ends a program by force: a show may be on air, and then the app asks its person first.
   0: nothing runs from there (any more). 1: something still does. */

#include <windows.h>
#include <shellapi.h>
#include <tlhelp32.h>
#include <wchar.h>

#define PATIENCE_MS 15000
#define PAUSE_MS 200
#define MOST 64 /* processes of one app */

static DWORD running[MOST];

static int runs_from(DWORD id, const wchar_t *folder)
{
    wchar_t path[MAX_PATH * 4];
    DWORD length = MAX_PATH * 4;
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id);
    if (!process)
        return 0;
    int known = QueryFullProcessImageNameW(process, 0, path, &length);
    CloseHandle(process);
    size_t size = wcslen(folder);
    return known && length > size && _wcsnicmp(path, folder, size) == 0 && path[size] == L'\\' &&
           _wcsicmp(path + size + 1, L"uninstall.exe") != 0; /* it may be who asks */
}

static int find(const wchar_t *folder)
{
    int count = 0;
    PROCESSENTRY32W one = {.dwSize = sizeof one};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (all == INVALID_HANDLE_VALUE)
        return 0;
    for (BOOL more = Process32FirstW(all, &one); more && count < MOST; more = Process32NextW(all, &one))
        if (one.th32ProcessID != GetCurrentProcessId() && runs_from(one.th32ProcessID, folder))
            running[count++] = one.th32ProcessID;
    CloseHandle(all);
    return count;
}

static BOOL CALLBACK ask(HWND window, LPARAM count)
{
    DWORD owner = 0;
    GetWindowThreadProcessId(window, &owner);
    for (int at = 0; at < count; at++)
        if (running[at] == owner && IsWindowVisible(window) && !GetWindow(window, GW_OWNER))
            PostMessageW(window, WM_CLOSE, 0, 0);
    return TRUE;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, LPWSTR line, int show)
{
    int arguments = 0;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &arguments);
    if (!given || arguments != 2)
        return 2;
    int count = find(given[1]);
    if (count)
        EnumWindows(ask, count);
    for (int waited = 0; count && waited < PATIENCE_MS; waited += PAUSE_MS) {
        Sleep(PAUSE_MS);
        count = find(given[1]);
    }
    return count != 0;
}
