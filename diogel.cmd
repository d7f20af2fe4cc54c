@echo off
rem Diogel's command line on Windows. The first call makes .venv from the locked requirements.
setlocal
set "HERE=%~dp0"
set "PYTHONUTF8=1"
set "PYTHONPATH=%HERE%src"
if not exist "%HERE%.venv\diogel-runtime.stamp" (
  echo Setting up Diogel; this happens once and takes about a minute. 1>&2
  echo Yn paratoi Diogel; mae hyn yn digwydd unwaith ac yn cymryd tua munud. 1>&2
  py -3 -m venv "%HERE%.venv" || exit /b 1
  "%HERE%.venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --require-hashes -r "%HERE%requirements\runtime.lock" || exit /b 1
  echo done > "%HERE%.venv\diogel-runtime.stamp"
)
"%HERE%.venv\Scripts\python.exe" -m diogel %*
exit /b %ERRORLEVEL%
