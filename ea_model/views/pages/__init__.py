"""The pages of the app: each asks the model a question and shows the answer; none computes one."""
