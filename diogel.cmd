@echo off
rem Diogel's command line on Windows. The first call makes .venv from the locked requirements,
rem and a call after the lock has changed brings it up to date.
setlocal
set "HERE=%~dp0"
set "PYTHONUTF8=1"
set "PYTHONPATH=%HERE%src"
set "LOCK=%HERE%requirements\runtime.lock"
set "STAMP=%HERE%.venv\diogel-runtime.lock"
if exist "%STAMP%" fc /b "%LOCK%" "%STAMP%" >nul 2>&1 && goto run
echo Setting up Diogel; this happens once and takes about a minute. 1>&2
echo Yn paratoi Diogel; mae hyn yn digwydd unwaith ac yn cymryd tua munud. 1>&2
if not exist "%HERE%.venv\Scripts\python.exe" py -3 -m venv "%HERE%.venv" || exit /b 1
"%HERE%.venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --require-hashes -r "%LOCK%" || exit /b 1
copy /y "%LOCK%" "%STAMP%" >nul
:run
"%HERE%.venv\Scripts\python.exe" -m diogel %*
exit /b %ERRORLEVEL%
