using System.CommandLine;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Shells;

/// <summary><c>tickets completion bash|zsh|fish|pwsh</c>: a script that has the shell ask this program how to go on.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = MakeShell();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "completion", "Prints a script for the shell, such as: tickets completion bash >> ~/.bashrc", [Shell], RunAsync);

    private static Task<int> RunAsync(Invocation invocation)
    {
        invocation.Output.Write(invocation.Get(Shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        });
        return Task.FromResult(ExitCodes.Success);
    }

    private const string Bash = """
        _tickets_complete() {
          local IFS=$'\n'
          COMPREPLY=($(tickets "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _tickets_complete tickets

        """;

    private const string Zsh = """
        _tickets() {
          local -a found
          found=("${(@f)$(tickets "[suggest:${#BUFFER}]" "$BUFFER" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _tickets tickets

        """;

    private const string Fish = """
        complete -c tickets -a '(tickets "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName tickets -ScriptBlock {
          param($word, $line, $position)
          tickets "[suggest:$position]" "$line" 2>$null | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }

        """;

    private static Argument<string> MakeShell()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        return shell;
    }
}
