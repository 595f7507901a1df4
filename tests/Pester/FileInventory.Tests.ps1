# The example that the README shows: what it lists, what it does with a file that it cannot read, and that it goes on
# where it was stopped or killed.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    $Example = [IO.Path]::Combine($Root, 'examples', 'File-Inventory.ps1')

    # A folder with files, two of them with the same text, and a link to nothing.
    function New-Folder([int]$Count) {
        $folder = [IO.Path]::Combine($TestDrive, [Guid]::NewGuid().ToString('n'))
        $null = [IO.Directory]::CreateDirectory("$folder/sub")
        foreach ($i in 1..$Count) { [IO.File]::WriteAllText("$folder/sub/file $i.txt", "text $($i % ($Count - 1))") }
        $null = [IO.File]::CreateSymbolicLink("$folder/broken", "$folder/nowhere")
        $folder
    }

    function Start-Inventory([string]$Folder, [string[]]$More = @()) {
        $command = "Import-Module '$ModulePath'; & '$Example' -Path '$Folder' -Csv '$Folder.csv' $More"
        Start-Child (Get-Shell) '-NoProfile', '-Command', $command
    }

    function Get-List([string]$Folder) {
        @([IO.File]::ReadAllLines("$Folder.csv") | Select-Object -Skip 1)
    }
}

Describe 'File-Inventory.ps1' {
    AfterEach { Disconnect-AsyncStore }

    It 'lists every file once with size and hash, and fails only the one that it cannot read' {
        $folder = New-Folder 40
        $run = Complete-Child (Start-Inventory $folder)

        $run.Error | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $list = Get-List $folder
        $list.Count | Should -Be 40
        $hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes('text 7')))
        $list | Should -Contain "`"sub/file 7.txt`",6,$hash"
        $run.Output | Should -Match 'Failed: 1'
        $run.Output | Should -Match "broken: .*Could not find file"
        $run.Output | Should -Match '41 jobs in .* jobs/s'
    }

    It 'does nothing again when it is run twice, and takes up new files' {
        $folder = New-Folder 10
        $null = Complete-Child (Start-Inventory $folder)
        [IO.File]::WriteAllText("$folder/new.txt", 'new')
        $run = Complete-Child (Start-Inventory $folder)

        $run.Output | Should -Match '12 files, 1 of them new'
        (Get-List $folder).Count | Should -Be 11
        Connect-AsyncStore "$folder.jobs.db"
        @(Get-AsyncJob -Queue inventory -Tag file).Count | Should -Be 12
    }

    It 'tries failed files again when told to' {
        $folder = New-Folder 5
        $null = Complete-Child (Start-Inventory $folder)
        [IO.File]::WriteAllText("$folder/nowhere", 'here now')
        $run = Complete-Child (Start-Inventory $folder '-RetryFailed')

        $run.Output | Should -Match '1 of them new|2 of them new'
        $run.Output | Should -Not -Match 'Failed:'
        (Get-List $folder).Count | Should -Be 7
    }

    It 'goes on where it was when it is killed in the middle' {
        $folder = New-Folder 1500
        Connect-AsyncStore "$folder.jobs.db"
        $child = Start-Inventory $folder
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-AsyncJob 40 -ErrorAction Ignore) -and $limit.Elapsed.TotalSeconds -lt 60) { }
        $null = Wait-AsyncJob 40 -Timeout 180
        $child.Process.Kill($true)
        $child.Process.WaitForExit()
        $done = (Get-AsyncQueue inventory).Completed
        $done | Should -BeGreaterThan 0
        $done | Should -BeLessThan 1501

        $run = Complete-Child (Start-Inventory $folder)

        $run.Output | Should -Match '1501 files, 0 of them new'
        $list = Get-List $folder
        $list.Count | Should -Be 1500
        [Collections.Generic.HashSet[string]]::new([string[]]$list).Count | Should -Be 1500
        @(Get-AsyncJob -Queue inventory -Tag file).Count | Should -Be 1501
    }
}
