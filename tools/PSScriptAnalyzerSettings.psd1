# Invoke-ScriptAnalyzer -Path . -Recurse -Settings tools/PSScriptAnalyzerSettings.psd1
@{
    ExcludeRules = @(
        # The scripts here talk to the person at the console.
        'PSAvoidUsingWriteHost'
        # Their functions are steps of a build or of a test, not commands.
        'PSUseShouldProcessForStateChangingFunctions'
        'PSUseSingularNouns'
        'PSAvoidUsingPositionalParameters'
        # Variables and parameters that a dot-sourced script or a test block uses look unused to the rule.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
    )
}
