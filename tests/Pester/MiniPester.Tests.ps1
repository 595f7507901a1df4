# MiniPester judges the other files where there is no Pester, so it must see failures. Each case is a file of its own
# that a child shell runs.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1

    function Invoke-Mini([string]$Text) {
        $file = [IO.Path]::Combine($TestDrive, "$([Guid]::NewGuid().ToString('n')).Tests.ps1")
        $counts = [IO.Path]::ChangeExtension($file, '.txt')
        [IO.File]::WriteAllText($file, $Text)
        $runner = [IO.Path]::Combine($PSScriptRoot, 'Support', 'Run.ps1')
        $run = Complete-Child (Start-Child (Get-Shell) '-NoProfile', '-File', $runner, '-Path', $file, '-CountFile', $counts, '-Mini')
        [pscustomobject]@{
            Counts = [IO.File]::ReadAllText($counts)
            Output = $run.Output
            ExitCode = $run.ExitCode
        }
    }
}

Describe 'MiniPester' {
    It 'counts <Counts> for <Name>' -ForEach @(
        @{ Name = 'a test that holds'; Counts = '1 0 0'; Text = "It 'a' { 1 | Should -Be 1 }" }
        @{ Name = 'a test that does not'; Counts = '0 1 0'; Text = "It 'a' { 1 | Should -Be 2 }" }
        @{ Name = 'a test that throws'; Counts = '0 1 0'; Text = "It 'a' { [int]'x' }" }
        @{ Name = 'a failure among others'; Counts = '2 1 0'
            Text = "Describe 'd' { It 'a' { throw 'x' }; It 'b' { }; Context 'c' { It 'c' { } } }" }
        @{ Name = 'a non-terminating error'; Counts = '1 0 0'; Text = "It 'a' { Write-Error 'x' }" }
        @{ Name = 'skipped tests and blocks'; Counts = '0 0 4'
            Text = "It 'a' -Skip { }; Describe 'd' -Skip { It 'b' { }; It 'c' { } }; It 'd' { Set-ItResult -Skipped }" }
        @{ Name = 'rows of data'; Counts = '2 1 0'; Text = "It 'a <_>' -ForEach 1, 1, 2 { `$_ | Should -Be 1 }" }
        @{ Name = 'a BeforeAll that fails'; Counts = '1 2 0'
            Text = "Describe 'd' { BeforeAll { throw 'x' }; It 'a' { }; It 'b' { } }; It 'c' { }" }
        @{ Name = 'an AfterEach that fails'; Counts = '0 1 0'; Text = "Describe 'd' { AfterEach { throw 'x' }; It 'a' { } }" }
        @{ Name = 'a BeforeEach outside of Describe'; Counts = '0 1 0'; Text = "BeforeEach { }; It 'a' { }" }
        @{ Name = 'a file that does not parse'; Counts = '0 1 0'; Text = "It 'a' {" }
        @{ Name = 'an error in the discovery'; Counts = '0 1 0'; Text = "throw 'x'" }
    ) {
        (Invoke-Mini $Text).Counts | Should -Be $Counts
    }

    It 'names the test, the reason and the line of a failure, and fails' {
        $run = Invoke-Mini "Describe 'outer' {`n It 'inner' {`n 5 | Should -Be 6 -Because 'of reasons'`n } }"
        $run.Output | Should -BeLike '*outer > inner*Expected to Be 6, but got 5. Because of reasons.*line 3*'
        $run.ExitCode | Should -Be 1
    }

    It 'sees each assertion fail' {
        $assertions = @(
            '"a" | Should -BeExactly "A"'
            '$false | Should -BeTrue'
            '1 | Should -BeFalse'
            '1 | Should -BeNullOrEmpty'
            '$null | Should -Not -BeNullOrEmpty'
            '1 | Should -BeGreaterThan 1'
            '1 | Should -BeLessThan 1'
            '1 | Should -BeGreaterOrEqual 2'
            '2 | Should -BeLessOrEqual 1'
            '"abc" | Should -BeLike "b*"'
            '"abc" | Should -Match "^b"'
            '"abc" | Should -Not -Match "b"'
            '1 | Should -BeOfType string'
            '1, 2 | Should -Contain 3'
            '1 | Should -BeIn 2, 3'
            '1, 2 | Should -HaveCount 3'
            '@() | Should -HaveCount 1'
            '"/no/such/path" | Should -Exist'
            '1, 2 | Should -Be 1, 3'
            '1, 2 | Should -Be 1'
            '{ } | Should -Throw'
            '{ throw "x" } | Should -Not -Throw'
            '{ throw "x" } | Should -Throw "y"'
            '{ throw "x" } | Should -Throw -ErrorId other'
            '{ throw "x" } | Should -Throw -ExceptionType ([ArgumentException])'
        )
        $run = Invoke-Mini (($assertions | ForEach-Object { "It '$($_ -replace "'", "''")' { $_ }" }) -join "`n")
        $run.Counts | Should -Be "0 $($assertions.Count) 0" -Because $run.Output
    }
}

Describe 'The scopes of blocks' {
    BeforeAll { $outer = 'from BeforeAll' }
    BeforeEach { $each = 'from BeforeEach' }

    It 'shows what BeforeAll and BeforeEach set' {
        $outer, $each | Should -Be 'from BeforeAll', 'from BeforeEach'
        $outer = 'changed'
        $mine = 1
    }

    It 'shows nothing that another test set' {
        $outer | Should -Be 'from BeforeAll'
        $mine | Should -BeNullOrEmpty
    }

    Context 'inside' {
        BeforeAll { $inner = "$outer, seen inside" }

        It 'shows outer and inner alike' {
            $inner | Should -Be 'from BeforeAll, seen inside'
        }
    }

    It 'does not show what an inner block set' {
        $inner | Should -BeNullOrEmpty
    }
}
