# What tests of jobs in child processes share.

# One that ended: its outcome and what went wrong.
function Complete([object]$Job) { $Job | Wait-AsyncJob -Timeout 240 }

# What a job recorded, stream by stream, as text.
function Get-Record([object]$Job) {
    $records = $Job | Receive-AsyncJob -Wait -Timeout 240 3>&1 4>&1 5>&1 6>&1 2>&1
    @($records | ForEach-Object { "$($_.GetType().Name): $_" }) -join "`n"
}

# A script for a job: with a shell and a new file's name it starts a process, which loses its parent, and gives its id.
function New-OrphanScript {
    New-Script @'
param($shell, $file)
if (-not $IsWindows) {
    return [int](sh -c 'sleep 1000 >/dev/null 2>&1 & echo $!')
}

[IO.File]::WriteAllText("$file.ps1", "[IO.File]::WriteAllText('$file.new', `$PID); [IO.File]::Move('$file.new', '$file'); Start-Sleep 1000")
[Diagnostics.Process]::Start('cmd.exe', "/c start /b `"`" `"$shell`" -NoProfile -File `"$file.ps1`"").WaitForExit()
while (-not [IO.File]::Exists($file)) { Start-Sleep -Milliseconds 20 }
[int][IO.File]::ReadAllText($file)
'@
}
