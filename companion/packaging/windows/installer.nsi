; The companion's installer: for one person, without an administrator. installer.py names
;   VERSION  NUMBERS  PUBLISHER  TREE (what is installed)  FILES (a script that takes it away)  SIZE (KiB)  CLOSER  ICON
;   SIDE (a picture)  OUT  QUICK (if it is to pack fast)
; /S installs silently. Then it ends with 3 when the app runs and does not close, and with 4 on a Windows that is too old.

Unicode true
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
XPStyle on

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"

!define NAME "Kaibo Companion"
!define SCHEME "Software\Classes\kaibo"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define AT_LOGIN "Software\Microsoft\Windows\CurrentVersion\Run"
!define OLDEST 18362 ; the build of Windows 10, version 1903: Qt asks for it
!define STILL_OPEN 3
!define TOO_OLD 4

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${LISTED}" "InstallLocation"
BrandingText "Kaibo ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${NUMBERS}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_FINISHPAGE_TITLE "$(DONE_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(DONE)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\kaibo-companion.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(RUN)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(LEAVING)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English" ; the first is for whoever reads neither
!insertmacro MUI_LANGUAGE "SimpChinese"
!include "words.nsh"

!macro VERSION_WORDS language
  VIAddVersionKey /LANG=${language} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "FileDescription" "${NAME}"
  VIAddVersionKey /LANG=${language} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "${PUBLISHER}"
!macroend
!insertmacro VERSION_WORDS ${LANG_ENGLISH}
!insertmacro VERSION_WORDS ${LANG_SIMPCHINESE}

; The app asks its person before it leaves a show that is on air, so nothing here ends it by force.
!macro CLOSE un
Function ${un}CloseApp
  InitPluginsDir
  File "/oname=$PLUGINSDIR\closer.exe" "${CLOSER}"
  again:
    ExecWait '"$PLUGINSDIR\closer.exe" "$INSTDIR"' $0
    ${If} $0 != 0
      MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(STILL_OPEN)" /SD IDCANCEL IDRETRY again
      SetErrorLevel ${STILL_OPEN}
      Quit
    ${EndIf}
FunctionEnd
!macroend
!insertmacro CLOSE ""
!insertmacro CLOSE "un."

Function .onInit
  ${WinVerGetBuild} $0
  ${If} $0 < ${OLDEST}
    MessageBox MB_OK|MB_ICONINFORMATION "$(TOO_OLD)" /SD IDOK
    SetErrorLevel ${TOO_OLD}
    Quit
  ${EndIf}
FunctionEnd

Section
  Call CloseApp
  ; An older version goes first, with all of its files; what starts the app at login stays.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPDATE _?=$INSTDIR' $0
    ${If} $0 != 0 ; a link opened the app once more meanwhile
      MessageBox MB_OK|MB_ICONINFORMATION "$(STILL_OPEN)" /SD IDOK
      SetErrorLevel ${STILL_OPEN}
      Quit
    ${EndIf}
    Delete "$INSTDIR\uninstall.exe"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${TREE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr HKCU "${SCHEME}" "" "URL:${NAME}"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" '"$INSTDIR\kaibo-companion.exe",0'
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\kaibo-companion.exe" "%1"'
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\kaibo-companion.exe"

  WriteRegStr HKCU "${LISTED}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\kaibo-companion.exe"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
SectionEnd

; Whatever starts this app at login, by what it starts.
Function un.ForgetLogin
  StrLen $3 '"$INSTDIR\'
  StrCpy $0 0
  next:
    ClearErrors
    EnumRegValue $1 HKCU "${AT_LOGIN}" $0
    StrCmp $1 "" end
    ReadRegStr $2 HKCU "${AT_LOGIN}" $1
    StrCpy $2 $2 $3
    ${If} $2 == '"$INSTDIR\'
      DeleteRegValue HKCU "${AT_LOGIN}" $1
    ${Else}
      IntOp $0 $0 + 1
    ${EndIf}
    Goto next
  end:
FunctionEnd

Section "un."
  Call un.CloseApp
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPDATE" $1
  ${If} ${Errors}
    Call un.ForgetLogin
  ${EndIf}
  !include "${FILES}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ; The scheme only while it is ours: another copy of the app may have it by now.
  ReadRegStr $0 HKCU "${SCHEME}\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\kaibo-companion.exe" "%1"'
    DeleteRegKey HKCU "${SCHEME}"
  ${EndIf}
  DeleteRegKey HKCU "${LISTED}"
SectionEnd
