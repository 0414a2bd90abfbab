using System.Text;

namespace RepoTickets.Cli.Tests.Golden;

/// <summary>One command of a transcript: what stands before it, the files it needs, what it reads, and what it answered.</summary>
internal sealed record GoldenStep(
    IReadOnlyList<string> Remarks, IReadOnlyList<(string Name, string Text)> Files, string CommandLine, string? Input, string Answer)
{
    /// <summary>
    /// Reads a transcript. A line begins with what it is: <c># </c> a remark, <c>@ </c> a name and the member of the JSON that has what it
    /// stands for, <c>+ </c> the name of a file to be written and <c>| </c> a line of it, <c>$ tickets </c> a command and <c>&lt; </c> a
    /// line of its standard input; then the answer, <c>  </c> standard output, <c>! </c> standard error, <c>= </c> an exit code other than
    /// 0.
    /// </summary>
    internal static List<GoldenStep> Read(string transcript)
    {
        var steps = new List<GoldenStep>();
        var (remarks, files) = (new List<string>(), new List<(string, string)>());
        string? command = null;
        var (input, answer) = (new StringBuilder(), new StringBuilder());
        foreach (var line in transcript.Split('\n'))
        {
            if (command is not null && line is [] or ['#' or '@' or '+' or '$', ' ', ..])
            {
                End();
            }

            switch (line)
            {
                case ['#' or '@', ' ', ..]:
                    remarks.Add(line);
                    break;
                case ['+', ' ', .. var name]:
                    files.Add((name, ""));
                    break;
                case ['|', ' ', .. var text]:
                    files[^1] = (files[^1].Item1, files[^1].Item2 + text + "\n");
                    break;
                case ['$', ' ', .. var given]:
                    command = given;
                    break;
                case ['<', ' ', .. var text]:
                    input.Append(text).Append('\n');
                    break;
                case []:
                    break;
                default:
                    answer.Append(line).Append('\n');
                    break;
            }
        }

        End();
        return steps;

        void End()
        {
            if (command is not null)
            {
                steps.Add(new(remarks, files, command, input.Length > 0 ? input.ToString() : null, answer.ToString()));
                (remarks, files, command, input, answer) = ([], [], null, new(), new());
            }
        }
    }

    /// <summary>What the answer gives names to: the name, and the member that has what it stands for.</summary>
    internal IEnumerable<(string Name, string Member)> Names =>
        Remarks.Where(static line => line[0] == '@').Select(static line => line.Split(' ')).Select(static parts => (parts[1], parts[2]));

    internal void Write(StringBuilder transcript)
    {
        foreach (var remark in Remarks)
        {
            transcript.Append(remark).Append('\n');
        }

        foreach (var (name, text) in Files)
        {
            transcript.Append("+ ").Append(name).Append('\n');
            WriteLines(transcript, "| ", text);
        }

        transcript.Append("$ ").Append(CommandLine).Append('\n');
        WriteLines(transcript, "< ", Input ?? "");
        transcript.Append(Answer).Append('\n');
    }

    internal static void WriteLines(StringBuilder transcript, string mark, string text)
    {
        foreach (var line in text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
        {
            transcript.Append(mark).Append(line).Append('\n');
        }
    }

    /// <summary>
    /// The arguments behind the program's name, as a shell takes them apart: quotes of either kind keep together what is in them.
    /// </summary>
    internal string[] Arguments()
    {
        var arguments = new List<string>();
        StringBuilder? current = null;
        char? quote = null;
        foreach (var character in CommandLine["tickets".Length..])
        {
            if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '"' or '\'')
            {
                (quote, current) = (character, current ?? new());
            }
            else if (quote is null && character == ' ')
            {
                arguments.AddRange(current is null ? [] : [current.ToString()]);
                current = null;
            }
            else
            {
                (current ??= new()).Append(character);
            }
        }

        arguments.AddRange(current is null ? [] : [current.ToString()]);
        return [.. arguments];
    }
}
