# Reads and writes the pages of docs/help, in the schema of Microsoft.PowerShell.PlatyPS 1.x. People write the
# prose; syntax and the facts about parameters come from the built module, so that they cannot be wrong. Dot-sourced by
# build.ps1 Help and by the tests of the help; uses only what the pocket host has.

. $PSScriptRoot/Page.Read.ps1
. $PSScriptRoot/Page.Facts.ps1
. $PSScriptRoot/Page.Write.ps1
. $PSScriptRoot/Page.Stamp.ps1
