using System.Globalization;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Support;

/// <summary>Runs commands in this process, with streams of their own.</summary>
internal static class TestRun
{
    internal static Task<RunResult> RunAsync(
        string folder,
        string[] arguments,
        string? input = null,
        bool colours = false,
        TimeProvider? time = null,
        bool outputIsTerminal = false,
        bool errorIsTerminal = false,
        IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(folder, arguments, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input ?? "")), input, colours, time, outputIsTerminal, errorIsTerminal, environment);

    internal static Task<RunResult> RunAsync(string folder, string[] arguments, Stream input) =>
        RunAsync(folder, arguments, () => input, null, false, null, false, false, null);

    private static async Task<RunResult> RunAsync(
        string folder,
        string[] arguments,
        Func<Stream> openInput,
        string? input,
        bool colours,
        TimeProvider? time,
        bool outputIsTerminal,
        bool errorIsTerminal,
        IReadOnlyDictionary<string, string>? environment)
    {
        // The program is built without cultures; of this process that cannot be said, and the messages of libraries come in its language.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLineProgram.RunAsync(arguments, new()
        {
            Output = output,
            Error = error,
            Input = new StringReader(input ?? ""),
            OpenInputStream = openInput,
            OutputIsTerminal = outputIsTerminal,
            ErrorIsTerminal = errorIsTerminal,
            CanAsk = input is not null,
            CurrentFolder = folder,
            UsesColour = colours,
            Time = time ?? TimeProvider.System,
            Environment = name => name == "EDITOR" ? "true" : environment?.GetValueOrDefault(name),
        });
        return new("tickets " + string.Join(' ', arguments), exitCode, output.ToString(), error.ToString());
    }
}
