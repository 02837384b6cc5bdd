@node "%~dp0dist\provider\plugin\main.js" %*
