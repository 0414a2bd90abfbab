using System.Globalization;
using System.Text;

namespace RepoTickets.Fuzz.Engine;

/// <summary>An input that broke a promise.</summary>
/// <param name="Target">The parser.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Index">The number of the input in the run.</param>
/// <param name="Input">The smallest input found that breaks the same promise.</param>
/// <param name="Failure">What happened with it.</param>
internal sealed record FuzzFinding(string Target, int Seed, long Index, byte[] Input, FuzzFailure Failure)
{
    private const int ShownLength = 4_000;

    public override string ToString()
    {
        var base64 = Convert.ToBase64String(Input);
        return string.Create(CultureInfo.InvariantCulture, $"""
            Parser {Target}, seed {Seed}, input {Index}: {Failure.Message}
            Minimised to {Input.Length} bytes: {Show(Input)}
            Base64: {(base64.Length > ShownLength ? base64[..ShownLength] + "... (replay by seed and input)" : base64)}
            Again: dotnet run -c Release --project tests/RepoTickets.Fuzz -- replay --target {Target} --seed {Seed} --input {Index}
               or: dotnet run -c Release --project tests/RepoTickets.Fuzz -- replay --target {Target} --base64 TEXT
            {Failure.Details}
            """);
    }

    private static string Show(byte[] input)
    {
        var text = new StringBuilder();
        foreach (var c in Encoding.Latin1.GetString(input.AsSpan(0, Math.Min(input.Length, 600))))
        {
            text.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => c.ToString(),
            });
        }

        return input.Length > 600 ? text.Append("...").ToString() : text.ToString();
    }
}

/// <summary>What happened with one input.</summary>
/// <param name="Signature">The same for inputs that fail alike: the minimiser keeps to it, and a run reports each once.</param>
/// <param name="Message">In one line.</param>
/// <param name="Details">The exception, if there was one.</param>
internal sealed record FuzzFailure(string Signature, string Message, string Details);
